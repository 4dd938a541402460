namespace LipServerless.Domain.Bodies;

/// <summary>How a body is reached. Follows the roster, also while a round runs; personal data, kept apart from the round's rows.</summary>
public sealed record Contact
{
    /// <summary>The body's id on the roster.</summary>
    public required string BodyId { get; init; }

    /// <summary>E-mail addresses: the first is written to, receipts go to all. Empty where the body is reached by post.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Postal address, lines separated by line feeds; null where there is an e-mail address.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>Preferred page and mail language, an IETF tag such as <c>de</c>.</summary>
    public string Language { get; init; } = "de";

    /// <summary>Whether mails can reach it; otherwise printable letters become staff tasks.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasEmail => Emails.Count > 0;
}
