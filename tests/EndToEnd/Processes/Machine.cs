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
}
