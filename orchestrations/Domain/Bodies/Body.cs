namespace LipServerless.Domain.Bodies;

/// <summary>A body as a round freezes it: who is asked. How it is reached stands in its <see cref="Contact"/>.</summary>
public sealed record Body
{
    /// <summary>Its id on the roster, <c>[a-z0-9-]</c>, at most 40 characters; never reused for another body.</summary>
    public required string Id { get; init; }

    /// <summary>What it is to the process.</summary>
    public required BodyKind Kind { get; init; }

    /// <summary>Its German name as its members write it.</summary>
    public required string Name { get; init; }
}
