namespace LipServerless.Embedded.Demo.Staging;

/// <summary>Names of bodies, short enough for a column.</summary>
internal static class Names
{
    private const int Longest = 30;

    /// <summary>The short form of a name.</summary>
    public static string Short(string name)
    {
        var text = name.Replace("Integrationsbeirat ", "IB ", StringComparison.Ordinal);
        foreach (var known in (string[])["Delegiertenkonferenz", "Runder Tisch", "Gleichstellungsbeauftragte"])
        {
            if (text.StartsWith(known, StringComparison.Ordinal))
                return known;
        }

        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }
}
