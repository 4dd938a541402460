#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>
/// What the cloud refuses and Azurite lets pass is refused here, before anything is sent, in the shape of the service's own
/// answer: callers cannot tell the difference, and nothing that works here fails there.
/// </summary>
internal static class Refusal
{
    public static RequestFailedException BadRequest(string code, string sentence) => new(400, sentence, code, null);

    public static RequestFailedException TooLarge(string sentence) => new(413, sentence, "RequestBodyTooLarge", null);

    public static TableTransactionFailedException Transaction(int index, RequestFailedException reason) =>
        new(new RequestFailedException(reason.Status, $"{index}:{reason.Message}", reason.ErrorCode, null));
}
