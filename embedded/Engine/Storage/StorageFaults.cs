using System.Globalization;
using System.Net.Sockets;
using Azure;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>Tells storage that is away, slow or overloaded from storage that refuses.</summary>
internal static class StorageFaults
{
    /// <summary>Whether the call may succeed when repeated later.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        HttpRequestException or IOException or SocketException or OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsTransient),
        _ => false,
    };

    /// <summary>For logs: status and error code, or the exception's type. Never its message, which holds addresses and headers.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        RequestFailedException { Status: > 0 } failed => string.Create(CultureInfo.InvariantCulture, $"{failed.Status} {failed.ErrorCode}").TrimEnd(),
        AggregateException { InnerException: { } first } => CodeOf(first),
        _ => exception.GetType().Name,
    };
}
