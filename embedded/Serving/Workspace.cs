namespace LipServerless.Embedded.Serving;

/// <summary>The folder in which an embedded host keeps what belongs to this machine: secrets, inbox, emulator data, logs.</summary>
public sealed class Workspace
{
    private Workspace(string folder) => Folder = folder;

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>Data, pid file and logs of the Azurite that the host starts.</summary>
    public string AzuriteFolder => Path.Combine(Folder, "azurite");

    /// <summary>The local inbox's mails.</summary>
    public string InboxFolder => Path.Combine(Folder, "inbox");

    /// <summary>Function keys and timer status.</summary>
    public string HostFolder => Path.Combine(Folder, "host");

    /// <summary>Where an accelerated process clock keeps its time.</summary>
    public string ClockFile => Path.Combine(Folder, "clock.json");

    /// <summary>The host's log.</summary>
    public string LogFile => Path.Combine(Folder, "logs", "host.log");

    /// <summary>The link secret, made at the first start; outside the tables on purpose.</summary>
    public string LinkSecretFile => Path.Combine(Folder, "link-secret");

    /// <summary>Names and keys of staff, made at the first start.</summary>
    public string StaffFile => Path.Combine(Folder, "staff.json");

    /// <summary>Opens a folder; made where it is missing, readable by its owner only.</summary>
    public static Workspace Open(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(full);
            else
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new(full);
    }
}
