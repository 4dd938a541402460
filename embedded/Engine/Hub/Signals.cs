using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Events of the engine to itself: they come by the mailbox and are never stored.</summary>
internal abstract record Signal : HistoryEvent;

/// <summary>The hub was just started: activities that were under way are started again.</summary>
internal sealed record RunOpenActivities : Signal
{
    public static readonly RunOpenActivities Now = new();
}

/// <summary>The instance was rewound: its code runs even if nothing new has arrived.</summary>
internal sealed record RunAgain : Signal
{
    public static readonly RunAgain Now = new();
}

/// <summary>The orchestrator was found to await what is not the context's own, after its turn had ended.</summary>
internal sealed record ForeignAwaitSeen : Signal
{
    public static readonly ForeignAwaitSeen Now = new();
}
