using LipServerless.Domain.States;
using LipServerless.EndToEnd.Tests.Playing;

namespace LipServerless.EndToEnd.Tests.HubLoss;

public sealed class HubLossTests
{
    [Fact]
    public async Task Undisturbed_RoundOfAllBodies_IsAccepted()
    {
        var end = await Undisturbed.EndAsync();

        Assert.Equal(RoundState.Accepted, end.State);
        Assert.True(end.LogIsIntact);
        Assert.Distinct(end.Mails);
        Assert.All(end.Orchestrations, orchestration => Assert.Contains(" Completed ", orchestration, StringComparison.Ordinal));
    }
}
