using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;

namespace LipServerless.Embedded.Serving;

/// <summary>How the whole application runs in one process.</summary>
public sealed record LipHostOptions
{
    /// <summary>Folder for what belongs to this machine.</summary>
    public required string Workspace { get; init; }

    /// <summary>Port on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; } = EmbeddedHostOptions.UsualPort;

    /// <summary>Port of the local inbox; 0 for any free one.</summary>
    public int InboxPort { get; init; } = UsualInboxPort;

    /// <summary>Any free ports for the storage emulator.</summary>
    public bool FreeStoragePorts { get; init; }

    /// <summary>Storage connection string; null: the setting <c>Lip:Storage:ConnectionString</c>, else an Azurite of the host's own.</summary>
    public string? StorageConnectionString { get; init; }

    /// <summary>The process clock; null for the system's.</summary>
    public ProcessClock? Clock { get; init; }

    /// <summary>Further settings; they win over environment and files.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Take <see cref="Settings"/> only, nothing from the environment and files: for runs that must not touch what is configured on this machine.</summary>
    public bool OwnSettingsOnly { get; init; }

    /// <summary>Name of the first person of staff, where the workspace is new.</summary>
    public string FirstStaffName { get; init; } = Environment.UserName;

    /// <summary>What the local inbox answers to an operation id that it has accepted before.</summary>
    public OperationReuse InboxReuse { get; init; } = OperationReuse.Replay202;

    /// <summary>What goes wrong at the local inbox: for tests. Null: nothing.</summary>
    public Func<InboxAttempt, InboxFault?>? InboxFault { get; init; }

    /// <summary>How the local inbox behaves from the start; null: as the workspace kept it, at first well.</summary>
    public InboxBehaviour? InboxBehaviour { get; init; }

    /// <summary>Lines for the person at the keyboard.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>Where the inbox listens unless told otherwise.</summary>
    public const int UsualInboxPort = 7072;
}
