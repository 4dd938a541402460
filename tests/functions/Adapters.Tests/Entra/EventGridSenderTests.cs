using System.Net;
using System.Text.Json.Nodes;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Entra;
using LipServerless.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Adapters.Tests.Entra;

/// <summary>Only Event Grid, with a token of the office's tenant made out for the office's app, is let in.</summary>
public sealed class EventGridSenderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider clock = new(Now);
    private readonly TokenService service = new();
    private readonly HttpClient http;
    private readonly SigningKeySource keys;
    private readonly EventGridSender sender;

    public EventGridSenderTests()
    {
        var settings = Settings(("TenantId", TokenService.Tenant), ("ClientId", TokenService.Client))!;
        http = new HttpClient(service);
        keys = new SigningKeySource(http, settings, clock, NullLogger.Instance);
        sender = new EventGridSender(settings, keys, clock);
    }

    public void Dispose()
    {
        keys.Dispose();
        http.Dispose();
        service.Dispose();
    }

    [Fact]
    public async Task Check_TokenOfVersion2_IsKnown() => Assert.Equal(SenderStanding.Known, await StandingAsync(TokenService.Claims(Now)));

    [Fact]
    public async Task Check_TokenOfVersion1_IsKnown()
    {
        var claims = TokenService.Claims(Now);
        claims["iss"] = $"https://sts.windows.net/{TokenService.Tenant}/";
        claims["aud"] = $"api://{TokenService.Client}";
        claims.Remove("azp");
        claims["appid"] = TokenService.EventGrid;

        Assert.Equal(SenderStanding.Known, await StandingAsync(claims));
    }

    public static TheoryData<string, string?> WrongClaims => new()
    {
        { "iss", $"\"https://login.microsoftonline.com/{TokenService.Client}/v2.0\"" },
        { "iss", "\"https://sts.windows.net/\"" },
        { "iss", null },
        { "aud", $"\"{TokenService.Tenant}\"" },
        { "aud", "[]" },
        { "aud", null },
        { "azp", "\"00000000-0000-4000-8000-000000000009\"" },
        { "azp", null },
        { "roles", "[\"Lip.Staff\"]" },
        { "roles", null },
        { "exp", "1763629200" },
        { "exp", "\"tomorrow\"" },
        { "exp", null },
        { "nbf", "1999999999" },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task Check_OneClaimIsWrongOrMissing_IsUnknown(string claim, string? json)
    {
        var claims = TokenService.Claims(Now);
        claims.Remove(claim);
        if (json is not null)
            claims[claim] = JsonNode.Parse(json);

        Assert.Equal(SenderStanding.Unknown, await StandingAsync(claims));
    }

    [Fact]
    public async Task Check_TokenHasExpired_IsKnownOnlyWhileClocksMayDiffer()
    {
        var token = service.Bearer(TokenService.Claims(Now));
        clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.Equal(SenderStanding.Known, (await sender.CheckAsync(token, default)).Standing);

        clock.Advance(TimeSpan.FromMinutes(0.1));
        Assert.Equal(SenderStanding.Unknown, (await sender.CheckAsync(token, default)).Standing);
    }

    [Fact]
    public async Task Check_SignedByAStranger_IsUnknown() =>
        Assert.Equal(SenderStanding.Unknown, (await sender.CheckAsync(service.Bearer(TokenService.Claims(Now), byStranger: true), default)).Standing);

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS512")]
    [InlineData("rs256")]
    [InlineData(null)]
    public async Task Check_AnotherAlgorithm_IsUnknownAndNobodyIsAsked(string? algorithm)
    {
        Assert.Equal(SenderStanding.Unknown, (await sender.CheckAsync(service.Bearer(TokenService.Claims(Now), algorithm), default)).Standing);
        Assert.Equal(0, service.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer e30.e30.AA")]
    [InlineData("Bearer W10.W10.AA")]
    [InlineData("Basic YTpi")]
    public async Task Check_NoToken_IsUnknown(string? authorization) =>
        Assert.Equal(SenderStanding.Unknown, (await sender.CheckAsync(authorization, default)).Standing);

    [Fact]
    public async Task Check_ContentWasChangedAfterSigning_IsUnknown()
    {
        var good = service.Bearer(TokenService.Claims(Now)).Split('.');
        var other = TokenService.Claims(Now);
        other["sub"] = "somebody else";
        var changed = service.Bearer(other).Split('.');

        Assert.Equal(SenderStanding.Unknown, (await sender.CheckAsync($"{good[0]}.{changed[1]}.{good[2]}", default)).Standing);
    }

    [Fact]
    public async Task Check_Often_AsksForTheKeysOnce()
    {
        for (var i = 0; i < 5; i++)
            await StandingAsync(TokenService.Claims(Now));

        Assert.Equal(2, service.Requests);
    }

    [Fact]
    public async Task Check_KeysWereRotated_FetchesTheNewOne()
    {
        await StandingAsync(TokenService.Claims(Now));
        clock.Advance(TimeSpan.FromMinutes(2));
        service.Rotate("second");

        Assert.Equal(SenderStanding.Known, await StandingAsync(TokenService.Claims(clock.GetUtcNow())));
    }

    [Fact]
    public async Task Check_StrangersNameKeysWithoutEnd_TheServiceIsAskedOnceAMinute()
    {
        for (var i = 0; i < 20; i++)
            await sender.CheckAsync(service.Bearer(TokenService.Claims(Now), keyId: $"made-up-{i}"), default);

        Assert.Equal(2, service.Requests);
    }

    [Fact]
    public async Task Check_KeysCannotBeFetched_CannotTellAndTriesAgain()
    {
        service.Outage = HttpStatusCode.ServiceUnavailable;
        Assert.Equal(SenderStanding.CannotTell, await StandingAsync(TokenService.Claims(Now)));

        service.Outage = null;
        Assert.Equal(SenderStanding.Known, await StandingAsync(TokenService.Claims(Now)));
    }

    [Fact]
    public async Task Check_KnownKeysAreOldAndNewOnesCannotBeFetched_TheOldServeOn()
    {
        await StandingAsync(TokenService.Claims(Now));
        clock.Advance(TimeSpan.FromHours(13));
        service.Outage = HttpStatusCode.BadGateway;

        Assert.Equal(SenderStanding.Known, await StandingAsync(TokenService.Claims(clock.GetUtcNow())));
        var another = service.Bearer(TokenService.Claims(clock.GetUtcNow()), keyId: "new");
        Assert.Equal(SenderStanding.CannotTell, (await sender.CheckAsync(another, default)).Standing);
    }

    [Fact]
    public async Task Check_DiscoveryNamesKeysWithoutTls_AreNotFetched()
    {
        service.KeyAddress = "http://keys.example/keys";

        Assert.Equal(SenderStanding.CannotTell, await StandingAsync(TokenService.Claims(Now)));
        Assert.Equal(1, service.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7072/entra", true)]
    [InlineData("https://login.microsoftonline.us/tenant/", true)]
    [InlineData("http://login.example/tenant", false)]
    [InlineData("file:///etc/keys", false)]
    [InlineData("login.example", false)]
    public void Settings_Authority_OverTlsOrOnThisMachine(string authority, bool taken)
    {
        var settings = Record.Exception(() => Settings(("TenantId", "t"), ("ClientId", "c"), ("Authority", authority)));

        Assert.Equal(taken, settings is null);
    }

    [Fact]
    public void Settings_OnlyOneOfTwo_IsAFault_NoneIsNone()
    {
        Assert.Throws<InvalidOperationException>(() => Settings(("TenantId", "t")));
        Assert.Throws<InvalidOperationException>(() => Settings(("ClientId", "c")));
        Assert.Null(Settings());
    }

    private async Task<SenderStanding> StandingAsync(JsonObject claims) => (await sender.CheckAsync(service.Bearer(claims), default)).Standing;

    private static EntraSettings? Settings(params (string Name, string Value)[] values) => EntraSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Lip:Entra:{v.Name}", (string?)v.Value))).Build());
}
