using System.Reflection;

namespace LipServerless.Domain.Drafts.Samples;

/// <summary>
/// The drafts that ship: our own text of a strategic paper on the six themes, some paragraphs flagged for equality. The second answers
/// <see cref="Instructions"/>: five paragraphs changed, one added, one removed, one moved to another theme.
/// </summary>
public static class SampleDrafts
{
    /// <summary>Name of the first draft's file.</summary>
    public const string FirstName = "entwurf-1.md";

    /// <summary>Name of the second draft's file.</summary>
    public const string SecondName = "entwurf-2.md";

    /// <summary>The first draft: UTF-8 Markdown. A fresh copy each time.</summary>
    public static byte[] First => Load(FirstName);

    /// <summary>The revised draft: UTF-8 Markdown. A fresh copy each time.</summary>
    public static byte[] Second => Load(SecondName);

    /// <summary>What the steering group asked for when it returned the first draft, in order; the second draft follows all of it.</summary>
    public static IReadOnlyList<SampleInstruction> Instructions { get; } =
    [
        new("Bildung", "Der Besuch einer Kindertagesstätte", "Die Zahl der Sprachen nennen und einen Weg zur Anmeldung ohne Internet vorsehen."),
        new("Soziales", "Der Zugang zu gesundheitlicher Versorgung", "Nicht nur prüfen: eine verlässliche Sprachmittlung auch für Arztpraxen als Ziel festlegen."),
        new("Demokratie", "Die Integrationsbeiräte der Stadtbezirke", "Verbindlich sagen, wann die Beiräte einbezogen werden und in welcher Frist sie Rückmeldung erhalten."),
        new("Demokratie", "In Gremien und Beteiligungsverfahren", "Alle Geschlechter und Menschen mit Sorgeaufgaben nennen; die Mitsprache von Jugendlichen in einem eigenen Absatz aufnehmen."),
        new("Stadtleben und Kultur", "Bezahlbarer Wohnraum", "Dem Themenfeld Soziales zuordnen; den Absatz zum Sport streichen, er gehört in den Maßnahmenkatalog."),
        new("Wirtschaft", "Betriebe werden dabei unterstützt", "Konkret machen, wie die Stadt als Arbeitgeberin vorangeht."),
    ];

    private static byte[] Load(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"LipServerless.Domain.Drafts.Samples.{name}")
            ?? throw new InvalidOperationException($"The embedded resource {name} is missing from this build.");
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}

/// <summary>An instruction to the sample's first draft.</summary>
/// <param name="Theme">The theme of the paragraph it belongs to.</param>
/// <param name="ParagraphBegins">How that paragraph's text begins; no other does.</param>
/// <param name="Text">The instruction, in German.</param>
public sealed record SampleInstruction(string Theme, string ParagraphBegins, string Text);
