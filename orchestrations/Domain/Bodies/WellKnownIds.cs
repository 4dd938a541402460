namespace LipServerless.Domain.Bodies;

/// <summary>Recipients and senders that are no consulted body.</summary>
public static class WellKnownIds
{
    /// <summary>The steering group (Lenkungsgruppe): reads from the start, decides at the end.</summary>
    public const string SteeringGroup = "lenkungsgruppe";

    /// <summary>The round itself as owner of a mail: what its own orchestration sends.</summary>
    public const string Round = "round";
}
