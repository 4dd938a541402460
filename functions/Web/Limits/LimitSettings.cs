using System.Globalization;
using LipServerless.Activities.Commands.Links;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Limits;

/// <summary>The limits, from the settings; each has a default.</summary>
public sealed record LimitSettings
{
    /// <summary>Links that open nothing, by client address: guessing. <c>Lip:Limits:UnknownLinks</c>.</summary>
    public BucketSize UnknownLinks { get; init; } = new(30, 120);

    /// <summary>What is sent behind one link. <c>Lip:Limits:Posts</c>.</summary>
    public BucketSize Posts { get; init; } = new(60, 1200);

    /// <summary>Saving as one types behind one link: generous, several people write at once. <c>Lip:Limits:Autosaves</c>.</summary>
    public BucketSize Autosaves { get; init; } = new(300, 7200);

    /// <summary>Pages and files read behind one link. <c>Lip:Limits:Pages</c>.</summary>
    public BucketSize Pages { get; init; } = new(300, 7200);

    /// <summary>What one person of staff asks of the API. <c>Lip:Limits:StaffCalls</c>.</summary>
    public BucketSize StaffCalls { get; init; } = new(1200, 36_000);

    /// <summary>Staff signing in, and wrong keys at the API, by client address. <c>Lip:Limits:SignIns</c>.</summary>
    public BucketSize SignIns { get; init; } = new(10, 60);

    /// <summary>New links on demand. <c>Lip:Limits:NewLinksPerDay</c>, <c>Lip:Limits:NewLinksPerRound</c>.</summary>
    public ResendLimits NewLinks { get; init; } = new(PerDay: 3, PerRound: 20);

    /// <summary>
    /// The header in which a trusted proxy names the client, <c>Lip:ClientAddress:Header</c>; empty where none stands before the application:
    /// then whatever a client writes there is ignored, and the connection's address counts.
    /// </summary>
    public string ClientAddressHeader { get; init; } = "";

    /// <summary>How many trusted proxies add to that header: the client is so many entries from its end. <c>Lip:ClientAddress:Proxies</c>.</summary>
    public int Proxies { get; init; } = 1;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A value cannot be read.</exception>
    public static LimitSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var usual = new LimitSettings();
        return new()
        {
            UnknownLinks = Size(configuration, "Lip:Limits:UnknownLinks") ?? usual.UnknownLinks,
            Posts = Size(configuration, "Lip:Limits:Posts") ?? usual.Posts,
            Autosaves = Size(configuration, "Lip:Limits:Autosaves") ?? usual.Autosaves,
            Pages = Size(configuration, "Lip:Limits:Pages") ?? usual.Pages,
            StaffCalls = Size(configuration, "Lip:Limits:StaffCalls") ?? usual.StaffCalls,
            SignIns = Size(configuration, "Lip:Limits:SignIns") ?? usual.SignIns,
            NewLinks = new(
                Number(configuration, "Lip:Limits:NewLinksPerDay") ?? usual.NewLinks.PerDay,
                Number(configuration, "Lip:Limits:NewLinksPerRound") ?? usual.NewLinks.PerRound),
            ClientAddressHeader = configuration["Lip:ClientAddress:Header"]?.Trim() ?? "",
            Proxies = Number(configuration, "Lip:ClientAddress:Proxies") ?? usual.Proxies,
        };
    }

    private static BucketSize? Size(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text => BucketSize.Parse(text) ?? throw new InvalidOperationException($"Setting {name} must be two numbers such as 20/60: so many at once, then so many an hour."),
    };

    private static int? Number(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        _ => throw new InvalidOperationException($"Setting {name} must be a number from 1 on."),
    };
}
