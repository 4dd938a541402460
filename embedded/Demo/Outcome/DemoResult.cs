using System.Globalization;

namespace LipServerless.Embedded.Demo.Outcome;

/// <summary>The demo's last line: counts over all rounds. Each asked body counts once a round in exactly one of answered, on behalf, nil, expired.</summary>
internal sealed record DemoResult
{
    /// <summary>Whether the last round was accepted.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Rounds played.</summary>
    public required int Rounds { get; init; }

    /// <summary>Answered behind the link, without nil returns.</summary>
    public required int Answered { get; init; }

    /// <summary>Entered by staff, without nil returns.</summary>
    public required int OnBehalf { get; init; }

    /// <summary>Nil returns.</summary>
    public required int Nil { get; init; }

    /// <summary>Never answered.</summary>
    public required int Expired { get; init; }

    /// <summary>Reminders to bodies.</summary>
    public required int Reminders { get; init; }

    /// <summary>Distinct mails that the inbox accepted.</summary>
    public required long Mails { get; init; }

    /// <summary>Receipts that are absent from the synopses.</summary>
    public required int Lost { get; init; }

    /// <summary>Bodies asked, over all rounds.</summary>
    public int Bodies => Answered + OnBehalf + Nil + Expired;

    /// <summary>The line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"demo result: accepted={(Accepted ? "true" : "false")} rounds={Rounds} bodies={Bodies} answered={Answered} on_behalf={OnBehalf} nil={Nil} expired={Expired} reminders={Reminders} mails={Mails} lost={Lost}");
}
