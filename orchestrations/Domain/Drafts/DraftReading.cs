using System.Diagnostics.CodeAnalysis;

namespace LipServerless.Domain.Drafts;

/// <summary>What reading a file came to: a draft, or every reason against it.</summary>
public sealed record DraftReading
{
    private DraftReading()
    {
    }

    /// <summary>The draft; null exactly when there are faults.</summary>
    public Draft? Draft { get; private init; }

    /// <summary>The reasons against the file; empty exactly when there is a draft.</summary>
    public IReadOnlyList<DraftFault> Faults { get; private init; } = [];

    /// <summary>Whether there is a draft.</summary>
    [MemberNotNullWhen(true, nameof(Draft))]
    public bool Succeeded => Draft is not null;

    internal static DraftReading Of(Draft draft) => new() { Draft = draft };

    internal static DraftReading Refused(params IReadOnlyList<DraftFault> faults) => new() { Faults = faults };
}
