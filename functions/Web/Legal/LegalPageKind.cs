namespace LipServerless.Web.Legal;

/// <summary>The pages that every page links.</summary>
public enum LegalPageKind
{
    /// <summary>Datenschutzhinweise (GDPR, articles 13 and 14).</summary>
    Privacy,

    /// <summary>Impressum (§ 5 DDG).</summary>
    Imprint,

    /// <summary>Erklärung zur Barrierefreiheit (§ 9b NBGG, BITV 2.0), with a feedback address and the conciliation body.</summary>
    Accessibility,

    /// <summary>What this is and how to answer, in Leichte Sprache.</summary>
    EasyLanguage,
}

/// <summary>How the pages are named in addresses and files.</summary>
public static class LegalPageNames
{
    /// <summary>The name of a page, such as <c>datenschutz</c>.</summary>
    public static string Name(this LegalPageKind kind) => kind switch
    {
        LegalPageKind.Privacy => "datenschutz",
        LegalPageKind.Imprint => "impressum",
        LegalPageKind.Accessibility => "barrierefreiheit",
        LegalPageKind.EasyLanguage => "leichte-sprache",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This page has no name yet."),
    };

    /// <summary>The page's path on the host, without a slash at its start. It never holds a token.</summary>
    public static string Path(this LegalPageKind kind) => $"info/{kind.Name()}";

    /// <summary>The page of a name; null where there is none.</summary>
    public static LegalPageKind? Find(string name)
    {
        foreach (var kind in Enum.GetValues<LegalPageKind>())
        {
            if (kind.Name() == name)
                return kind;
        }

        return null;
    }
}
