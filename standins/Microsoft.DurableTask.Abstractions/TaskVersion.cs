namespace Microsoft.DurableTask;

/// <summary>
/// The version of a task; compared without regard to letter case. Null, the empty string, <c>default</c> and
/// <see cref="Unversioned"/> are one and the same: no version.
/// </summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    public static readonly TaskVersion Unversioned;

    private static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    private readonly string? version;

    /// <exception cref="ArgumentException">The text holds nothing but white space.</exception>
    public TaskVersion(string? version)
    {
        if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException("A version cannot consist of white space; leave it empty for an unversioned task.", nameof(version));
        }

        this.version = version;
    }

    public string Version => version ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => Comparer.Equals(Version, other.Version);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => Comparer.GetHashCode(Version);
}
