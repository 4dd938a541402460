namespace LipServerless.Activities.Ports;

/// <summary>What a host knows of its own health: the embedded host's durable engine, for one. A host may register none or several.</summary>
public interface IHostHealth
{
    /// <summary>Name of the part, one word.</summary>
    string Part { get; }

    /// <summary>Whether it works as it should.</summary>
    bool IsReady { get; }

    /// <summary>Figures and states for whoever looks after the host: no names, addresses, texts or tokens.</summary>
    IReadOnlyDictionary<string, object?> Details { get; }
}
