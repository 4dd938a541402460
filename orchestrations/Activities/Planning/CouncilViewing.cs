using LipServerless.Activities.Ports;
using LipServerless.Domain.States;

namespace LipServerless.Activities.Planning;

/// <summary>From when the conference of delegates sees what the councils say: early views would steer later ones.</summary>
public static class CouncilViewing
{
    /// <summary>Whether the conference may read: every council has ended, and the conference is asked.</summary>
    public static bool IsOpen(RoundView round, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Conference is { State: not BodyState.Planned }
            && round.Councils.All(council => council.State != BodyState.Planned && !council.IsOpenAt(now));
    }

    /// <summary>The last council's end as things stand (exclusive): later where one gets more time; null where there are no councils.</summary>
    public static DateTimeOffset? Opens(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Councils.Select(council => (DateTimeOffset?)CollectionWindow.EndOf(council)).Max();
    }
}
