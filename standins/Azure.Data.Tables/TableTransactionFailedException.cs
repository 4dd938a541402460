using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>The service refused a transaction as a whole: no row was changed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        FailedTransactionActionIndex = LeadingIndex(requestFailedException.Message);
    }

    /// <summary>Zero-based position of the operation that failed; null when the service did not name one.</summary>
    public int? FailedTransactionActionIndex { get; }

    // The OData message begins with "<index>:".
    private static int? LeadingIndex(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
