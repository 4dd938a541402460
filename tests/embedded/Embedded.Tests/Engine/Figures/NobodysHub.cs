using LipServerless.Embedded.Engine.Hub;

namespace LipServerless.Embedded.Tests.Engine.Figures;

/// <summary>The right to a hub that another process keeps for ever.</summary>
internal sealed class NobodysHub : HubOwnership
{
    public override bool IsOwner => false;

    public override string? OtherOwner => "another process";

    public override bool PredecessorMayLive => false;

    public override Task AcquireAsync(IOwnershipEvents events, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    public override ValueTask WhenOwnedAsync(CancellationToken cancellation) => new(Task.Delay(Timeout.Infinite, cancellation));

    public override Task ReleaseAsync() => Task.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
