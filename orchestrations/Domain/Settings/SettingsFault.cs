namespace LipServerless.Domain.Settings;

/// <summary>What is wrong in settings: the field as a path in the JSON, and a sentence that names the remedy.</summary>
public sealed record SettingsFault(string Field, string Message);
