using LipServerless.Activities.Ports;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Retention;

namespace LipServerless.Activities.Commands.Retention;

/// <summary>When each consultation ended; one that goes on is missing.</summary>
internal sealed class ConsultationEnds
{
    private readonly Dictionary<string, DateTimeOffset> ends;

    public ConsultationEnds(IEnumerable<RoundView> rounds) => ends = rounds
        .GroupBy(round => round.Round.Settings.Consultation, StringComparer.Ordinal)
        .Select(consultation => (consultation.Key, End: EndOf(consultation.MaxBy(round => round.Round.Number)!)))
        .Where(consultation => consultation.End is not null)
        .ToDictionary(consultation => consultation.Key, consultation => consultation.End!.Value, StringComparer.Ordinal);

    /// <summary>When the days of a rule began to count for a round; null where they have not.</summary>
    public DateTimeOffset? StartOf(RetentionRule rule, RoundView round) => rule.Start switch
    {
        // While it arrives it is not here yet, and nobody else has it.
        RetentionStart.HandedOver => round.Round.Away is { ArrivingFrom: null } away ? away.Since : null,
        // What was handed over is the new place's to erase; its orchestrations ended here.
        _ when round.Round.Away is { } gone => rule == RetentionRules.Instances && gone.ArrivingFrom is null ? gone.Since : null,
        RetentionStart.Decision => round.Decision?.RecordedAt,
        _ => ends.TryGetValue(round.Round.Settings.Consultation, out var end) ? end : null,
    };

    private static DateTimeOffset? EndOf(RoundView last) => last.Decision switch
    {
        null => null,
        { Outcome: DecisionOutcome.Accepted } accepted => accepted.RecordedAt,
        var returned => returned.RecordedAt + RetentionRules.AbandonedAfter,
    };
}
