#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>A table's own address, and the service's address in it.</summary>
internal static class TableAddress
{
    public static Uri Of(Uri service, string table)
    {
        var builder = new UriBuilder(service);
        builder.Path = builder.Path.TrimEnd('/') + "/" + table;
        return builder.Uri;
    }

    /// <summary>The last segment of the path.</summary>
    public static string Table(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var path = address.AbsolutePath.TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    /// <summary>The address without the last segment; a signature in the query stays.</summary>
    public static Uri Service(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var path = address.AbsolutePath.TrimEnd('/');
        return new UriBuilder(address) { Path = path[..(path.LastIndexOf('/') + 1)] }.Uri;
    }
}
