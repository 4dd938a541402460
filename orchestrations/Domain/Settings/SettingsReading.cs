using LipServerless.Domain.Bodies;

namespace LipServerless.Domain.Settings;

/// <summary>What reading settings gave: settings and contacts, or every fault at once. Warnings hinder nothing.</summary>
public sealed record SettingsReading
{
    /// <summary>The settings; null where there are faults.</summary>
    public RoundSettings? Settings { get; init; }

    /// <summary>How the bodies and the steering group are reached.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>Numbers or ids of paragraphs that staff flag beside the draft's own markers.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>What must be mended.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; init; } = [];

    /// <summary>What is odd but allowed.</summary>
    public IReadOnlyList<SettingsFault> Warnings { get; init; } = [];
}
