using LipServerless.Domain.Statements;

namespace LipServerless.Web.Pages.Statements;

/// <summary>The sign of a stance, beside its word or its colour.</summary>
public static class StanceSigns
{
    /// <summary>One character.</summary>
    public static string Of(Stance stance) => stance switch
    {
        Stance.Agree => "✓",
        Stance.AgreeWithChanges => "±",
        Stance.Object => "✗",
        _ => "○",
    };
}
