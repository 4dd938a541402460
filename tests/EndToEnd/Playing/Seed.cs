using System.Globalization;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>Random numbers that can be had again: <c>LIP_SEED</c>.</summary>
internal static class Seed
{
    public static int Read(Action<string> say)
    {
        var seed = Environment.GetEnvironmentVariable("LIP_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        say($"LIP_SEED={seed}");
        return seed;
    }
}
