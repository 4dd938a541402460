namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>The end of a round in which nothing goes wrong; played once for all tests of the process.</summary>
internal static class Undisturbed
{
    private static readonly Lazy<Task<RoundEnd>> End = new(() => Task.Run(PlayAsync));

    public static Task<RoundEnd> EndAsync() => End.Value;

    private static async Task<RoundEnd> PlayAsync()
    {
        using var run = new Run();
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(act.At, CancellationToken.None);
            await act.PlayAsync(life, CancellationToken.None);
        }

        return await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
    }
}
