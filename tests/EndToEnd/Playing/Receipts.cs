using System.Collections.Concurrent;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>What players were told: receipt numbers by what they stand for.</summary>
internal sealed class Receipts
{
    private readonly ConcurrentDictionary<string, string> numbers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Numbers => numbers;

    /// <summary>Notes a receipt. Whoever asks twice must be told the same.</summary>
    public void Add(string deed, string number)
    {
        var first = numbers.GetOrAdd(deed, number);
        Assert.True(first == number, $"{deed} was acknowledged as {first} and as {number}.");
    }
}
