namespace LipServerless.Domain.Bodies;

/// <summary>Whom an office consults: data, not code. Any number of bodies; the sample has the fourteen of the papers.</summary>
public sealed record Roster
{
    /// <summary>The bodies, in the order in which pages list them.</summary>
    public IReadOnlyList<RosterEntry> Bodies { get; init; } = [];

    /// <summary>Where the steering group is reached (its office).</summary>
    public RosterEntry? SteeringGroup { get; init; }
}

/// <summary>A body with its contact, as a roster file or a round's settings name it. Unchecked until read by <see cref="RosterCheck"/>.</summary>
public sealed record RosterEntry
{
    /// <summary>Its id, <c>[a-z0-9-]</c>, at most 40 characters.</summary>
    public string? Id { get; init; }

    /// <summary>One of <see cref="BodyKind"/> by name.</summary>
    public string? Kind { get; init; }

    /// <summary>Its German name.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail addresses.</summary>
    public IReadOnlyList<string>? Emails { get; init; }

    /// <summary>Postal address; needed where there is no e-mail address.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Preferred language, <c>de</c> if left out.</summary>
    public string? Language { get; init; }

    /// <summary>Its own last day in a round, where it differs from its kind's.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>What a round freezes.</summary>
    public Body ToBody() => new() { Id = Id!, Kind = Enum.Parse<BodyKind>(Kind!, ignoreCase: true), Name = Name! };

    /// <summary>How it is reached.</summary>
    public Contact ToContact() => new()
    {
        BodyId = Id!,
        Emails = [.. (Emails ?? []).Select(e => e.Trim())],
        PostalAddress = string.IsNullOrWhiteSpace(PostalAddress) ? null : PostalAddress.Trim(),
        Language = Language ?? "de",
    };
}
