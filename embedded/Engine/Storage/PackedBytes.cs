using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// Bytes of any length in one row: in binary columns of at most 60 KiB, or, above <see cref="LargestInRow"/>, in a blob that the row names.
/// The blob is written before the row, so a row never names what is not there.
/// </summary>
internal sealed class PackedBytes(BlobContainerClient blobs)
{
    /// <summary>Three such rows and a head stay far below 4 MiB, Base64 included.</summary>
    public const int LargestInRow = 480 * 1024;

    private const int ColumnSize = 60 * 1024;
    private const string BlobColumn = "Blob";

    /// <summary>Puts the bytes into the row, or into a blob under the given folder.</summary>
    public async Task PutAsync(TableEntity row, byte[] data, string folder, CancellationToken cancellation)
    {
        if (data.Length > LargestInRow)
        {
            var name = folder + "/" + Guid.NewGuid().ToString("N");
            await blobs.GetBlobClient(name).UploadAsync(new BinaryData(data), cancellation);
            row[BlobColumn] = name;
            return;
        }

        for (int start = 0, column = 0; start < data.Length; start += ColumnSize, column++)
            row[ColumnName(column)] = data[start..Math.Min(data.Length, start + ColumnSize)];
    }

    /// <summary>Reads them back.</summary>
    public async Task<byte[]> GetAsync(TableEntity row, CancellationToken cancellation)
    {
        if (BlobOf(row) is { } name)
            return await DownloadAsync(name, cancellation);
        if (row.GetBinary(ColumnName(0)) is not { } first)
            return [];
        if (!row.ContainsKey(ColumnName(1)))
            return first;
        using MemoryStream all = new();
        for (var column = 0; row.GetBinary(ColumnName(column)) is { } part; column++)
            all.Write(part);
        return all.ToArray();
    }

    public static string? BlobOf(TableEntity row) => row.GetString(BlobColumn);

    public async Task<byte[]> DownloadAsync(string name, CancellationToken cancellation) =>
        (await blobs.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content.ToArray();

    private static string ColumnName(int column) => "D" + column.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
