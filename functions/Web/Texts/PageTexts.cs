using System.Globalization;

namespace LipServerless.Web.Texts;

/// <summary>What users read, in one language. German where a translation is missing; immutable, thread-safe.</summary>
public sealed class PageTexts
{
    private readonly IReadOnlyDictionary<string, string> own;
    private readonly IReadOnlyDictionary<string, string> german;

    internal PageTexts(string language, CultureInfo culture, bool isReviewed, IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> german)
    {
        Language = language;
        Culture = culture;
        IsReviewed = isReviewed;
        this.own = own;
        this.german = german;
    }

    /// <summary>IETF tag for <c>lang</c>, such as <c>de</c>.</summary>
    public string Language { get; }

    /// <summary>Formats numbers, weekdays and months.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Whether a person has read the translation; pages say so where none has.</summary>
    public bool IsReviewed { get; }

    /// <summary><c>rtl</c> or <c>ltr</c>, for <c>dir</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Keys of this language's own texts.</summary>
    public IEnumerable<string> Keys => own.Keys;

    /// <summary>The text of a key.</summary>
    /// <exception cref="KeyNotFoundException">The key is missing in German too: a mistake in the program.</exception>
    public string this[string key] =>
        own.TryGetValue(key, out var text) || german.TryGetValue(key, out text)
            ? text
            : throw new KeyNotFoundException($"No text has the key '{key}'.");

    /// <summary>The text of a key with its placeholders filled in; from right to left, what is filled in keeps its own direction.</summary>
    public string this[string key, params object?[] arguments] =>
        string.Format(Culture, this[key], IsRightToLeft ? Isolation.Isolate(arguments) : arguments);

    /// <summary>The text for a count, in the form the language has for it (<see cref="PluralForm"/>); the count is placeholder 0, the rest follow.</summary>
    public string Count(string key, int count, params object?[] arguments) =>
        this[$"{key}.{PluralForm.Of(Language, count)}", [count, .. arguments]];

    /// <summary>The text of an enum's value: <c>{EnumName}.{Value}</c>.</summary>
    public string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];

    private bool IsRightToLeft => Culture.TextInfo.IsRightToLeft;
}
