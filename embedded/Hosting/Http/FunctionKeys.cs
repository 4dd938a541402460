using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Embedded.Hosting.Http;

/// <summary>
/// The keys that callers of functions show, as in the Functions host: one master key, host keys that open every function, and keys
/// of single functions. Made at the first start and kept in a file that only its owner may read.
/// </summary>
/// <remarks>A key says that somebody may call; it does not say who.</remarks>
public sealed class FunctionKeys
{
    private const string Default = "default";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly KeyFile keys;

    private FunctionKeys(KeyFile keys) => this.keys = keys;

    /// <summary>Opens everything, also what needs <see cref="AuthorizationLevel.Admin"/>.</summary>
    public string Master => keys.Master;

    /// <summary>Opens every function that needs <see cref="AuthorizationLevel.Function"/>.</summary>
    public string Host => keys.Host[Default];

    /// <summary>Reads the keys, and makes and stores those that are missing.</summary>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="functions">Names of the functions that have keys of their own.</param>
    /// <exception cref="EmbeddedHostException">The file cannot be understood. It is left as it is.</exception>
    public static FunctionKeys Open(string path, IEnumerable<string> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var kept = Read(path) ?? new KeyFile { Master = NewKey() };
        var isComplete = File.Exists(path) && kept.Host.ContainsKey(Default);
        kept.Host.TryAdd(Default, NewKey());
        foreach (var function in functions.Where(f => !kept.Functions.ContainsKey(f)))
        {
            kept.Functions[function] = new Dictionary<string, string>(StringComparer.Ordinal) { [Default] = NewKey() };
            isComplete = false;
        }

        if (!isComplete)
            Write(path, kept);
        return new FunctionKeys(kept);
    }

    /// <summary>The key of one function.</summary>
    /// <exception cref="KeyNotFoundException">The function has none.</exception>
    public string Of(string function) => keys.Functions[function][Default];

    /// <summary>Whether a caller who shows <paramref name="presented"/> may call; takes equally long for every wrong key.</summary>
    public bool Allow(AuthorizationLevel level, string function, string? presented)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        if (string.IsNullOrEmpty(presented))
            return false;
        IEnumerable<string> accepted = [keys.Master];
        if (level == AuthorizationLevel.Function)
            accepted = [.. accepted, .. keys.Host.Values, .. keys.Functions.GetValueOrDefault(function)?.Values.AsEnumerable() ?? []];

        // Digests, so that neither content nor length shows in the time it takes.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(presented));
        var matches = false;
        foreach (var key in accepted)
            matches |= CryptographicOperations.FixedTimeEquals(digest, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return matches;
    }

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static KeyFile? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<KeyFile>(File.ReadAllText(path), Format) is { Master.Length: > 0 } kept
                ? kept
                : throw new EmbeddedHostException($"{path} holds no master key.");
        }
        catch (JsonException error)
        {
            throw new EmbeddedHostException($"{path} cannot be read as a file of function keys: {error.Message}", error);
        }
    }

    private static void Write(string path, KeyFile content)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var next = full + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(next, options))
            JsonSerializer.Serialize(stream, content, Format);
        File.Move(next, full, overwrite: true);
    }

    private sealed class KeyFile
    {
        public string Master { get; init; } = "";

        public Dictionary<string, string> Host { get; init; } = [];

        public Dictionary<string, Dictionary<string, string>> Functions { get; init; } = [];
    }
}
