using LipServerless.Activities.Ports;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Legal;

/// <summary>
/// All legal texts as they are shown: the office's own where it has set any, samples elsewhere. Where the office has its own text of a page,
/// no sample of that page stands beside it in another language. Immutable, thread-safe.
/// </summary>
public sealed class LegalTexts
{
    private readonly Dictionary<(LegalPageKind Kind, string Language), LegalText> texts;

    private LegalTexts(Dictionary<(LegalPageKind Kind, string Language), LegalText> texts) => this.texts = texts;

    /// <summary>Pages whose German text, which prevails, is a sample still.</summary>
    public IReadOnlyList<LegalPageKind> Samples =>
        [.. Enum.GetValues<LegalPageKind>().Where(kind => texts[(kind, TextCatalog.DefaultLanguage)].IsSample)];

    /// <summary>The text of a page: in this language if there is one, else in German.</summary>
    public LegalText Of(LegalPageKind kind, string language) =>
        texts.GetValueOrDefault((kind, language)) ?? texts[(kind, TextCatalog.DefaultLanguage)];

    /// <summary>Reads the samples and the office's own files.</summary>
    /// <exception cref="LegalTextsException">Files are named wrongly or say what cannot be shown; every fault is named.</exception>
    public static LegalTexts From(IReadOnlyList<LegalTextFile> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        var faults = new List<string>();
        var samples = ReadAll(LegalSamples.Files, faults);
        var theirs = ReadAll(own, faults);
        foreach (var kind in theirs.Keys.Select(key => key.Kind).Distinct())
        {
            var german = $"{kind.Name()}.{TextCatalog.DefaultLanguage}.md";
            if (own.All(file => file.Name != german))
                faults.Add($"{german} is missing: the German text prevails, so a page needs it");
        }

        if (faults.Count > 0)
            throw new LegalTextsException(faults);
        var replaced = theirs.Keys.Select(key => key.Kind).ToHashSet();
        return new LegalTexts(samples.Where(sample => !replaced.Contains(sample.Key.Kind)).Concat(theirs).ToDictionary());
    }

    private static Dictionary<(LegalPageKind Kind, string Language), LegalText> ReadAll(IEnumerable<LegalTextFile> files, List<string> faults)
    {
        var read = new Dictionary<(LegalPageKind Kind, string Language), LegalText>();
        foreach (var file in files)
        {
            var (kind, language) = Named(file.Name);
            if (kind is not { } known || language is null)
            {
                faults.Add($"{file.Name}: a file is named page.language.md, with a page of {Pages} and a language of {string.Join(", ", TextCatalog.Languages)}");
                continue;
            }

            var (text, problems) = LegalMarkdown.Read(known, language, file.Content);
            faults.AddRange(problems.Select(problem => $"{file.Name}: {problem}"));
            if (text is not null)
                read.Add((known, language), text);
        }

        return read;
    }

    private static string Pages => string.Join(", ", Enum.GetValues<LegalPageKind>().Select(kind => kind.Name()));

    private static (LegalPageKind? Kind, string? Language) Named(string file) => file.Split('.') switch
    {
        [var page, var language, "md"] => (LegalPageNames.Find(page), TextCatalog.Languages.FirstOrDefault(known => known == language)),
        _ => (null, null),
    };
}

/// <summary>The office's legal texts cannot be shown as they are.</summary>
public sealed class LegalTextsException(IReadOnlyList<string> faults)
    : Exception("The legal texts (Lip:LegalTexts) have faults: " + string.Join("; ", faults) + ".")
{
    /// <summary>Each with its file, its line and the remedy.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
