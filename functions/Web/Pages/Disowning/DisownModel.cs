using LipServerless.Activities.Ports;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Access;

namespace LipServerless.Web.Pages.Disowning;

/// <summary>What the page "Das waren wir nicht" shows: of what is spoken, and whether it was said already. Nothing of what was stated.</summary>
public sealed record DisownModel
{
    /// <summary>The round.</summary>
    public required RoundRecord Round { get; init; }

    /// <summary>The body.</summary>
    public required BodyRecord Body { get; init; }

    /// <summary>The receipt.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>What was stored, as the key of a sentence that names the time.</summary>
    public required string SentenceKey { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>What was said of it; null while nothing was.</summary>
    public Disowned? Said { get; init; }

    /// <summary>Proof that the form is ours.</summary>
    public required string FormToken { get; init; }

    /// <summary>A form was posted that was not ours, or too old.</summary>
    public bool IsStale { get; init; }

    /// <summary>What a receipt of the visit's body is; null where it has none of this number.</summary>
    internal static DisownModel? Of(LinkVisit visit, string receiptNumber, string formToken)
    {
        if (visit is not { Round: { } round, Body: { } body } || Stored(round, body, receiptNumber) is not var (key, at))
            return null;
        return new DisownModel
        {
            Round = round.Round,
            Body = body,
            ReceiptNumber = receiptNumber,
            SentenceKey = key,
            StoredAt = at,
            Said = body.Disowned.FirstOrDefault(said => said.ReceiptNumber == receiptNumber),
            FormToken = formToken,
        };
    }

    private static (string Key, DateTimeOffset At)? Stored(RoundView round, BodyRecord body, string receiptNumber)
    {
        if (round.Statements.FirstOrDefault(s => s.BodyId == body.BodyId && s.ReceiptNumber == receiptNumber) is { } statement)
            return (statement.Channel == Channel.Web ? "disown.statement" : "disown.onBehalf", statement.StoredAt);
        return body.Dissent is { } mark && mark.ReceiptNumber == receiptNumber ? ("disown.mark", mark.At) : null;
    }
}
