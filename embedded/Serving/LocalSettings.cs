using System.Text.Json;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Entra;
using LipServerless.Web.Staff;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Embedded.Serving;

/// <summary>
/// Settings of the embedded host: the same names as on Azure, from <c>local.settings.json</c> (its "Values", as Functions tools read
/// them) and the environment; what this machine can make for itself is filled in.
/// </summary>
internal static class LocalSettings
{
    /// <summary>Prefix of tables, containers and the task hub where settings name none.</summary>
    public const string DefaultPrefix = "Lip";

    private const string FileName = "local.settings.json";

    /// <summary>Reads file and environment, unless only <paramref name="further"/> counts; <paramref name="further"/> wins.</summary>
    public static IConfigurationRoot Read(IReadOnlyDictionary<string, string?> further, bool furtherOnly)
    {
        var builder = new ConfigurationBuilder();
        if (!furtherOnly)
        {
            if (File.Exists(FileName))
                builder.AddInMemoryCollection(Values(File.ReadAllBytes(FileName)));
            builder.AddEnvironmentVariables();
        }

        return builder.AddInMemoryCollection(further).Build();
    }

    /// <summary>Fills in what the settings leave open.</summary>
    public static void Complete(EmbeddedHostContext context, LocalStorage storage, InboxServer inbox, Workspace workspace, IReadOnlyList<StaffKey> staff)
    {
        var settings = context.Settings;
        if (!string.IsNullOrWhiteSpace(settings[EntraSignIn.RoleSetting]))
        {
            // Nobody stands in front of this host: whoever reaches it could write the header of built-in authentication themselves.
            throw new EmbeddedHostException(
                $"{EntraSignIn.RoleSetting} gilt nur auf Azure, hinter der integrierten Anmeldung: hier bitte weglassen. Das Projektbüro meldet sich mit Schlüsseln an.");
        }

        settings["Lip:Storage:ConnectionString"] = storage.ConnectionString;
        settings["Lip:Storage:Prefix"] ??= DefaultPrefix;
        settings["Lip:ReconcileSchedule"] ??= "0 */10 * * * *";
        settings["Lip:PublicBaseUrl"] ??= context.Address.ToString();
        settings["Lip:LinkSecret"] ??= SecretFiles.LinkSecret(workspace);
        if (settings["Lip:Mail:ConnectionString"] is null && settings["Lip:Mail:Endpoint"] is null)
            settings["Lip:Mail:ConnectionString"] = inbox.ConnectionString;
        if (UsesInbox(settings, inbox) && settings["Lip:Entra:TenantId"] is null && settings["Lip:Entra:ClientId"] is null)
        {
            settings["Lip:Entra:TenantId"] = EntraStandIn.TenantId;
            settings["Lip:Entra:ClientId"] = EntraStandIn.Audience;
            settings["Lip:Entra:Authority"] = inbox.Authority.AbsoluteUri;
        }

        settings["Lip:Mail:Sender"] ??= "beteiligung@example.org";
        settings["Lip:Mail:ReplyTo"] ??= "oe50.6@example.org";

        // Staff of the workspace come after those of the settings.
        var first = settings.GetSection("Lip:Staff").GetChildren().Count();
        for (var i = 0; i < staff.Count; i++)
        {
            settings[$"Lip:Staff:{first + i}:Name"] = staff[i].Name;
            settings[$"Lip:Staff:{first + i}:KeyHash"] = StaffDirectory.HashOf(staff[i].Key);
        }
    }

    /// <summary>Whether the application sends through the inbox and takes delivery reports from it: not from somebody else's tenant.</summary>
    public static bool TakesReportsOf(InboxServer inbox, IConfiguration settings) =>
        UsesInbox(settings, inbox) && settings["Lip:Entra:Authority"] == inbox.Authority.AbsoluteUri;

    private static bool UsesInbox(IConfiguration settings, InboxServer inbox) => settings["Lip:Mail:ConnectionString"] == inbox.ConnectionString;

    /// <summary>Fills in what is needed to read and write stored rounds where no host runs: nothing is sent, nothing is served.</summary>
    public static void CompleteWithoutHost(IConfigurationRoot settings, Workspace workspace)
    {
        settings["Lip:Storage:Prefix"] ??= DefaultPrefix;
        settings["Lip:LinkSecret"] ??= SecretFiles.LinkSecret(workspace);
        settings["Lip:PublicBaseUrl"] ??= $"http://127.0.0.1:{EmbeddedHostOptions.UsualPort}/";
        settings["Lip:Mail:Endpoint"] ??= "https://nobody.invalid/";
        settings["Lip:Mail:Sender"] ??= "nobody@nobody.invalid";
    }

    private static IEnumerable<KeyValuePair<string, string?>> Values(byte[] json)
    {
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return document.RootElement.TryGetProperty("Values", out var values)
            ? [.. values.EnumerateObject().Select(v => KeyValuePair.Create(v.Name.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value.ToString()))]
            : [];
    }
}
