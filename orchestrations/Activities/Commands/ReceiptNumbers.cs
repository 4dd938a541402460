using System.Security.Cryptography;

namespace LipServerless.Activities.Commands;

/// <summary>Receipt numbers: what a person can read over the telephone, and nobody can guess.</summary>
internal static class ReceiptNumbers
{
    // Crockford's alphabet: no I, L, O, U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new number, such as <c>7K2M-QX4D-90</c>: 50 random bits.</summary>
    public static string New()
    {
        var text = RandomNumberGenerator.GetString(Alphabet, 10);
        return $"{text[..4]}-{text[4..8]}-{text[8..]}";
    }
}
