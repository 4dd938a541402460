using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.EndToEnd.Tests.Processes;

/// <summary>What this machine lacks. In continuous integration nothing may be lacking.</summary>
internal static class Machine
{
    /// <summary>Skips with a reason where there is no node; fails where CI is set.</summary>
    public static void NeedsNode()
    {
        try
        {
            NodeTools.Find();
        }
        catch (AzuriteUnavailableException missing)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, missing.Message);
            Skip.If(true, missing.Message);
        }
    }

    /// <summary>Where Debian keeps its browser. Skips with a reason where it is missing; fails where CI is set.</summary>
    public static string NeedsChromium()
    {
        const string Chromium = "/usr/bin/chromium";
        const string Missing = "Browser tests need /usr/bin/chromium (Debian: apt-get install chromium).";
        if (!File.Exists(Chromium))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Missing);
            Skip.If(true, Missing);
        }

        return Chromium;
    }
}
