using System.Security.Cryptography;
using LipServerless.Activities.Commands.WorkingDrafts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply.Working;

/// <summary>What a page knows of the body's working draft, and what it has to tell of it.</summary>
public sealed record WorkingDraft
{
    /// <summary>Longest name that is kept, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>The opened page: nobody is in conflict with themselves.</summary>
    public required string Session { get; init; }

    /// <summary>The name that the reader gave; empty for none.</summary>
    public string Author { get; init; } = "";

    /// <summary>Marks of the texts that the page showed as stored.</summary>
    public required SeenTexts Seen { get; init; }

    /// <summary>What is stored.</summary>
    public IReadOnlyList<DraftFieldRecord> Fields { get; init; } = [];

    /// <summary>What others changed since the page was shown.</summary>
    public IReadOnlyList<DraftFieldRecord> Changes { get; init; } = [];

    /// <summary>Fields where others wrote at the same time.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>When this request saved; null where it did not.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>Something is stored that is not submitted.</summary>
    public bool IsPending { get; init; }

    /// <summary>The newest field; null where nothing is stored.</summary>
    public DraftFieldRecord? Newest => Fields.MaxBy(row => row.At);

    /// <summary>What others had written in a field.</summary>
    public IReadOnlyList<KeptText> KeptAt(string field) => Fields.FirstOrDefault(row => row.Field == field)?.Kept ?? [];

    /// <summary>A page that is opened now.</summary>
    public static WorkingDraft Opened(IReadOnlyList<DraftFieldRecord> fields, ReplyForm form, bool isPending) => new()
    {
        Session = NewSession(),
        Seen = SeenTexts.Of(FormFields.Of(form)),
        Fields = fields,
        IsPending = isPending,
    };

    /// <summary>A page that was posted.</summary>
    public static WorkingDraft Posted(IReadOnlyList<DraftFieldRecord> fields, IFormCollection posted, bool isPending)
    {
        ArgumentNullException.ThrowIfNull(posted);
        return new WorkingDraft
        {
            Session = SessionOf(posted[FieldNames.Session]),
            Author = NameOf(posted[FieldNames.Author]),
            Seen = SeenTexts.Parse(posted[FieldNames.Seen]),
            Fields = fields,
            IsPending = isPending,
        };
    }

    /// <summary>A posted page id, or a new one where it is none of ours.</summary>
    public static string SessionOf(string? posted) => posted is { Length: 16 } && posted.All(char.IsAsciiHexDigitLower) ? posted : NewSession();

    /// <summary>A posted name in one line, cut to <see cref="LongestName"/>.</summary>
    public static string NameOf(string? posted)
    {
        var name = ReplyFormReader.Clean(posted ?? "").ReplaceLineEndings(" ").Trim();
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    private static string NewSession() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

/// <summary>Marks of the texts that a page had shown, by field; fields shown empty are missing.</summary>
public sealed record SeenTexts(IReadOnlyDictionary<string, string> Marks)
{
    /// <summary>The marks of texts.</summary>
    public static SeenTexts Of(IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new SeenTexts(fields.ToDictionary(field => field.Key, field => TextMark.Of(field.Value), StringComparer.Ordinal));
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; what is no mark is skipped, so that its field counts as seen empty.</summary>
    public static SeenTexts Parse(string? text)
    {
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                marks[pair[..at]] = pair[(at + 1)..];
        }

        return new SeenTexts(marks);
    }

    /// <summary>As a hidden field carries it: <c>field=mark field=mark</c>.</summary>
    public override string ToString() => string.Join(' ', Marks.Select(mark => $"{mark.Key}={mark.Value}"));
}
