using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Overview;

/// <summary>What was erased from a round.</summary>
public sealed record ErasureOverview
{
    /// <summary>By the rules of retention: what, when, how many.</summary>
    public required IReadOnlyList<RuleErasure> ByRule { get; init; }

    /// <summary>On request of a person.</summary>
    public required IReadOnlyList<RequestedErasure> OnRequest { get; init; }

    internal static ErasureOverview? Of(ErasureRecord? record) => record is null ? null : new() { ByRule = record.ByRule, OnRequest = record.OnRequest };
}
