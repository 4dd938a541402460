namespace LipServerless.Embedded.Demo.Outcome;

/// <summary>Every receipt that the demo's people were given, to be found again in the synopses.</summary>
internal sealed class Ledger
{
    private readonly List<Receipt> receipts = [];

    /// <summary>All receipts, in the order in which they were given.</summary>
    public IReadOnlyList<Receipt> Receipts => receipts;

    /// <summary>Notes a receipt.</summary>
    /// <exception cref="DemoFailedException">The same number was given before.</exception>
    public void Add(string roundId, string bodyId, string number, ReceiptKind kind)
    {
        if (receipts.Exists(receipt => receipt.Number == number))
            throw new DemoFailedException($"Die Belegnummer {number} wurde zweimal ausgegeben.");
        receipts.Add(new(roundId, bodyId, number, kind));
    }
}

/// <summary>A receipt.</summary>
internal sealed record Receipt(string RoundId, string BodyId, string Number, ReceiptKind Kind);

/// <summary>What a receipt is for.</summary>
internal enum ReceiptKind
{
    /// <summary>A version of a statement, behind the link.</summary>
    Statement,

    /// <summary>A version of a statement, entered by staff.</summary>
    OnBehalf,

    /// <summary>A mark "abweichend".</summary>
    Dissent,
}
