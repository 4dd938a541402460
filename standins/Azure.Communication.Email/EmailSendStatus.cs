using System.ComponentModel;

namespace Azure.Communication.Email;

/// <summary>
/// How far a sending has come. Extensible: the service may answer a value that is not listed here.
/// <see cref="Succeeded"/> means handed over for delivery, not delivered. Values compare without regard to case.
/// </summary>
public readonly struct EmailSendStatus : IEquatable<EmailSendStatus>
{
    private readonly string value;

    public EmailSendStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    public static EmailSendStatus Canceled { get; } = new(Values.Canceled);

    public static EmailSendStatus Failed { get; } = new(Values.Failed);

    public static EmailSendStatus NotStarted { get; } = new(Values.NotStarted);

    public static EmailSendStatus Running { get; } = new(Values.Running);

    public static EmailSendStatus Succeeded { get; } = new(Values.Succeeded);

    public static implicit operator EmailSendStatus(string value) => new(value);

    public static bool operator ==(EmailSendStatus left, EmailSendStatus right) => left.Equals(right);

    public static bool operator !=(EmailSendStatus left, EmailSendStatus right) => !left.Equals(right);

    public bool Equals(EmailSendStatus other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is EmailSendStatus other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    public override string ToString() => value;

    public static class Values
    {
        public const string Canceled = "Canceled";
        public const string Failed = "Failed";
        public const string NotStarted = "NotStarted";
        public const string Running = "Running";
        public const string Succeeded = "Succeeded";
    }
}
