namespace Azure.Communication.Email;

/// <summary>An address, with the name shown beside it.</summary>
public readonly struct EmailAddress
{
    public EmailAddress(string address)
        : this(address, null)
    {
    }

    /// <exception cref="ArgumentNullException"><paramref name="address"/> is null. An empty one is refused when the mail is sent.</exception>
    public EmailAddress(string address, string displayName)
    {
        ArgumentNullException.ThrowIfNull(address);
        Address = address;
        DisplayName = displayName;
    }

    public string Address { get; }

    public string DisplayName { get; }
}
