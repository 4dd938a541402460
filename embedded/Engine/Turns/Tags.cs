namespace LipServerless.Embedded.Engine.Turns;

/// <summary>Tags of sub-orchestrations, as Durable Task gives them.</summary>
internal static class Tags
{
    private const string FireAndForget = "FireAndForget";

    /// <summary>The call's own, and the parent's where the call has none of that name; null for none at all.</summary>
    public static IReadOnlyDictionary<string, string>? OfChild(
        IDictionary<string, string>? own, IReadOnlyDictionary<string, string>? parents)
    {
        Dictionary<string, string> tags = own is null ? [] : new(own, StringComparer.Ordinal);
        foreach (var (name, value) in parents ?? new Dictionary<string, string>())
        {
            // Each call says for itself whether somebody waits for it.
            if (name != FireAndForget)
                tags.TryAdd(name, value);
        }

        return tags.Count == 0 ? null : tags;
    }

    /// <summary>Whether the caller goes on at once and nobody waits for the child.</summary>
    public static bool IsFireAndForget(IDictionary<string, string>? own) => own?.ContainsKey(FireAndForget) ?? false;
}
