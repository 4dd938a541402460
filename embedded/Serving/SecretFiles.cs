using System.Security.Cryptography;
using System.Text.Json;

namespace LipServerless.Embedded.Serving;

/// <summary>What the embedded host makes for itself at its first start: the link secret, and the first person's key.</summary>
internal static class SecretFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The link secret, base64.</summary>
    public static string LinkSecret(Workspace workspace)
    {
        if (!File.Exists(workspace.LinkSecretFile))
            Write(workspace.LinkSecretFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return File.ReadAllText(workspace.LinkSecretFile).Trim();
    }

    /// <summary>Staff with their keys; at the first start the person who starts the host.</summary>
    public static IReadOnlyList<StaffKey> Staff(Workspace workspace, string firstName)
    {
        if (!File.Exists(workspace.StaffFile))
            WriteStaff(workspace, [NewKey(firstName)]);
        return JsonSerializer.Deserialize<List<StaffKey>>(File.ReadAllText(workspace.StaffFile)) ?? [];
    }

    /// <summary>Gives a further person a key of their own.</summary>
    public static StaffKey AddStaff(Workspace workspace, string name)
    {
        var staff = File.Exists(workspace.StaffFile) ? JsonSerializer.Deserialize<List<StaffKey>>(File.ReadAllText(workspace.StaffFile)) ?? [] : [];
        if (staff.Exists(s => s.Name == name))
            throw new InvalidOperationException($"'{name}' hat schon einen Schlüssel.");
        var added = NewKey(name);
        WriteStaff(workspace, [.. staff, added]);
        return added;
    }

    private static StaffKey NewKey(string name) => new(name, $"lip_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))}");

    private static void WriteStaff(Workspace workspace, IReadOnlyList<StaffKey> staff) =>
        Write(workspace.StaffFile, JsonSerializer.Serialize(staff, Indented));

    private static void Write(string file, string content)
    {
        var temporary = file + ".new";
        using (var stream = new FileStream(temporary, OwnerOnly()))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

/// <summary>A person of the office and their key.</summary>
public sealed record StaffKey(string Name, string Key);
