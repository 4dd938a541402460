using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>The rows of a hub. The partition is the instance, so that a turn is one transaction.</summary>
/// <remarks>
/// <code>
/// i                  head of the instance
/// h|generation|n     history, one row a turn
/// b|generation       events carried into a generation, until its first turn
/// m|key              a message that waits for a turn
/// o|key              what a turn sends to others, until it is delivered
/// </code>
/// </remarks>
internal static class HubRows
{
    /// <summary>Operations the service takes in one transaction.</summary>
    public const int LargestTransaction = 100;

    public const string Head = "i";
    public const string MessagePrefix = "m|";
    public const string OutboxPrefix = "o|";

    /// <summary>The sign after '|': ends the range of a prefix.</summary>
    public const char AfterBar = '}';

    public static string History(int generation, int segment) => HistoryPrefix(generation) + segment.ToString("D8", CultureInfo.InvariantCulture);

    public static string HistoryPrefix(int generation) => "h|" + generation.ToString("D8", CultureInfo.InvariantCulture) + "|";

    public static string Backlog(int generation) => "b|" + generation.ToString("D8", CultureInfo.InvariantCulture);

    public static string Message(string key) => MessagePrefix + key;

    public static string Outbox(string key) => OutboxPrefix + key;

    /// <summary>The filter for all rows of an instance.</summary>
    public static string Partition(string instanceId) => TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");

    /// <summary>Folder of an instance's blobs: ids may hold what blob names may not.</summary>
    public static string Folder(string instanceId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)))[..40];

    /// <summary>Folder of one incarnation.</summary>
    public static string Folder(InstanceRecord head) =>
        Folder(head.InstanceId) + "/" + head.Incarnation.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>All columns that name a blob.</summary>
    public static readonly string[] BlobColumns = ["Blob", "TagsBlob", "InputBlob", "OutputBlob", "CustomStatusBlob", "FailureBlob"];

    /// <summary>Outboxes outlive their sender.</summary>
    public const string OutboxFolder = "outbox";

    /// <summary>The smallest text after all that begin with <paramref name="prefix"/>; null if there is none.</summary>
    public static string? End(string prefix)
    {
        for (var i = prefix.Length - 1; i >= 0; i--)
        {
            if (prefix[i] < char.MaxValue)
                return prefix[..i] + (char)(prefix[i] + 1);
        }

        return null;
    }
}
