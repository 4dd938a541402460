using System.Globalization;
using System.Text.RegularExpressions;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>The names a hub has in a storage account.</summary>
internal sealed partial record HubNames
{
    public HubNames(string hubName)
    {
        ArgumentNullException.ThrowIfNull(hubName);
        if (!Allowed().IsMatch(hubName))
            throw new ArgumentException($"A task hub's name is 3 to 45 letters and digits, a letter first; '{hubName}' is not.", nameof(hubName));
        Table = hubName + "Hub";
        Container = hubName.ToLower(CultureInfo.InvariantCulture) + "-hub";
    }

    public string Table { get; }

    public string Container { get; }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
