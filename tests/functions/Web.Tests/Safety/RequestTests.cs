using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Tests.Attachments;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Safety;

/// <summary>GET changes nothing, however often; POST changes nothing without the token of a form behind this very link; nobody sees more than their own.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_EveryPublicPath_ChangesNothingAndMayBeRepeated()
    {
        var (round, token, file) = await ArrangeAsync();
        var steering = await site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var before = await Snapshot.OfAsync(site, round.RoundId);

        foreach (var path in (string[])[
            $"b/{token}", $"b/{token}?sprache=en", $"b/{token}/draft.txt", $"b/{token}/deadline.ics", $"b/{token}/paper", $"b/{token}/receipt/1", $"b/{token}/draft-files/{file}",
            $"b/{token}/files/{RoundBuilder.CouncilId(1)}/1/{file}", $"s/{steering}", $"s/{steering}/draft.txt", $"o/{token}", "info/datenschutz", "b/nothing"])
        {
            var (first, second) = (await site.GetAsync(path), await site.GetAsync(path));
            Assert.True(first.Status == second.Status && Stable(first.Body) == Stable(second.Body), path);
            Assert.True(first.Headers["Referrer-Policy"] == "no-referrer" && first.Headers.XContentTypeOptions == "nosniff", path);
            Assert.Empty(first.Headers.SetCookie.ToString());
            Assert.True(first.Headers.StrictTransportSecurity == "max-age=31536000", path);
        }

        Assert.Equal(before, await Snapshot.OfAsync(site, round.RoundId));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("of another body")]
    [InlineData("of another round")]
    public async Task Post_WithoutTheTokenOfThisLinksForm_ChangesNothing(string which)
    {
        var (round, token, file) = await ArrangeAsync();
        await round.AdoptAsync();
        var formToken = which switch
        {
            "missing" => null,
            "wrong" => "x",
            "of another body" => (await site.GetAsync($"b/{await site.LinkAsync(round.RoundId, RoundBuilder.RoundTableId)}")).Value("input[name=formToken]"),
            _ => await FormTokenElsewhereAsync(),
        };
        var fields = (await site.GetAsync($"b/{await site.LinkAsync(round.RoundId, RoundBuilder.RoundTableId)}")).Fields();
        var body = await site.LinkAsync(round.RoundId, RoundBuilder.EqualityId);
        var receipt = (await site.Office.ReadAsync(round.RoundId)).Statement(RoundBuilder.CouncilId(1), 1)!.ReceiptNumber;
        var disown = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1), LinkKind.Disown);
        fields.Remove("formToken");
        if (formToken is not null)
            fields["formToken"] = formToken;
        fields["overall"] = "Eingeschleust";
        fields[FieldNames.DissentReason] = "Eingeschleust";
        fields[FieldNames.MoreTimeReason] = "Eingeschleust";
        fields[FieldNames.MoreTimeUntil] = "2026-04-30";
        var before = await Snapshot.OfAsync(site, round.RoundId);

        foreach (var action in (string[])[ReplyActions.Submit, ReplyActions.ConfirmNil, ReplyActions.Save, ReplyActions.Review, ReplyActions.Attach, ReplyActions.RemovePrefix + file])
        {
            var answer = await site.PostAsync($"b/{body}", new Dictionary<string, string>(fields) { ["action"] = action }, (FieldNames.Files, "a.pdf", SampleFiles.Pdf("neu")));
            Assert.True(answer.Status == 400, $"{action}: {answer.Status}");
        }

        Assert.Equal(400, (await site.PostAsync($"b/{body}/draft-files", fields, (FieldNames.Files, "a.pdf", SampleFiles.Pdf("neu")))).Status);
        var autosave = JsonSerializer.SerializeToUtf8Bytes(new { formToken, session = "", name = "", language = "de", seen = "", fields = new { overall = "Eingeschleust" } });
        Assert.Equal(400, (await site.PostAsync($"b/{body}/draft", autosave, "application/json")).Status);
        Assert.InRange((await site.PostAsync($"b/{token}/dissent", fields)).Status, 400, 409);
        Assert.InRange((await site.PostAsync($"b/{body}/more-time", fields)).Status, 400, 409);
        Assert.InRange((await site.PostAsync($"b/{disown}/not-us/{receipt}", fields)).Status, 400, 404);
        Assert.Equal(before, await Snapshot.OfAsync(site, round.RoundId));
    }

    [Fact]
    public async Task Get_APagesBody_SeesItsOwnOnlyAndNothingOfOtherRounds()
    {
        var roundId = await site.StartAsync();
        var bodies = (await site.Office.ReadAsync(roundId)).Bodies.Where(body => body.Kind != BodyKind.DelegateConference).ToList();
        foreach (var body in bodies)
            await site.Office.SubmitAsync(roundId, body.BodyId, TestOffice.Says($"Geheim-{body.BodyId}."));
        var elsewhere = RoundBuilder.Full();
        elsewhere.Settings = elsewhere.Settings with { Consultation = "andere" };
        var other = await site.StartAsync(elsewhere);
        await site.Office.SubmitAsync(other, RoundBuilder.CouncilId(1), TestOffice.Says("Geheim-andere-Runde."));

        foreach (var body in bodies)
        {
            var page = await site.GetAsync($"b/{await site.LinkAsync(roundId, body.BodyId)}");
            Assert.Contains($"Geheim-{body.BodyId}.", page.Body, StringComparison.Ordinal);
            foreach (var stranger in bodies.Where(stranger => stranger != body).Select(stranger => stranger.BodyId).Append("andere-Runde"))
                Assert.DoesNotContain($"Geheim-{stranger}.", page.Body, StringComparison.Ordinal);
        }

        // Before the councils have ended, nobody reads them: neither their conference nor the steering group.
        foreach (var path in (string[])[$"b/{await site.LinkAsync(roundId, RoundBuilder.ConferenceId)}", $"s/{await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}", $"o/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Outcome)}"])
            Assert.DoesNotContain("Geheim-", (await site.GetAsync(path)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ALinkOfAnotherKind_OpensNothing()
    {
        var roundId = await site.StartAsync();
        var reply = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        var steering = await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var outcome = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Outcome);

        foreach (var path in (string[])[$"s/{reply}", $"o/{reply}", $"b/{steering}", $"o/{steering}", $"b/{outcome}", $"s/{outcome}"])
            Assert.Equal(404, (await site.GetAsync(path)).Status);
    }

    [Fact]
    public void Policy_OfPages_AllowsOwnStyleAndScriptFilesOnly()
    {
        var policy = SecurityHeaders.ContentSecurityPolicy.Split("; ").ToDictionary(part => part.Split(' ')[0], part => part.Split(' ', 2)[1]);

        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["script-src"]);
        Assert.Equal("'self'", policy["style-src"]);
        Assert.Equal("'self'", policy["form-action"]);
        Assert.Equal("'none'", policy["frame-ancestors"]);
        Assert.Equal("'none'", policy["base-uri"]);
        Assert.DoesNotContain(policy.Values, value => value.Contains("unsafe", StringComparison.Ordinal) || value.Contains("http", StringComparison.Ordinal) || value.Contains('*', StringComparison.Ordinal));
    }

    // Each opened page has an id of its own, which is no secret and stores nothing.
    private static string Stable(string html) => System.Text.RegularExpressions.Regex.Replace(html, "name=\"seite\" value=\"[0-9a-f]{16}\"", "");

    private async Task<string> FormTokenElsewhereAsync()
    {
        var builder = RoundBuilder.Full();
        builder.Settings = builder.Settings with { Consultation = "andere" };
        return (await site.GetAsync($"b/{await site.LinkAsync(await site.StartAsync(builder), RoundBuilder.EqualityId)}")).Value("input[name=formToken]");
    }

    // A council that has submitted with a file, in a round that goes on.
    private async Task<(SampleRound Round, string Token, string File)> ArrangeAsync()
    {
        var round = await new SampleRound(site).StartAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields["overall"] = "Unsere Sicht";
        fields["action"] = ReplyActions.Attach;
        fields = (await site.PostAsync($"b/{token}", fields, (FieldNames.Files, "a.pdf", SampleFiles.Pdf()))).Fields();
        fields["action"] = ReplyActions.Submit;
        Assert.Equal(303, (await site.PostAsync($"b/{token}", fields)).Status);
        return (round, token, (await site.Office.ReadAsync(round.RoundId)).Statements.Single().Attachments.Single());
    }
}
