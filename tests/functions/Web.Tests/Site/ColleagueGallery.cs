using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Colleagues;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Site;

/// <summary>Writes the pages around colleagues' links as files to look at, into the folder that LIP_GALLERY names; skipped without it.</summary>
public sealed class ColleagueGallery : IDisposable
{
    private readonly PublicSite site = new();
    private string folder = "";

    public void Dispose() => site.Dispose();

    [SkippableFact]
    public async Task Write_PagesOfColleagues_AsFiles()
    {
        folder = Environment.GetEnvironmentVariable("LIP_GALLERY") ?? "";
        Skip.If(folder.Length == 0, "Set LIP_GALLERY to a folder to write pages to look at.");
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        var assets = site.Services.GetRequiredService<SiteAssets>();
        foreach (var name in (string[])["site.css", "site.js", "icon.svg"])
            await File.WriteAllBytesAsync(Path.Combine(folder, "assets", assets.FileOf(name)), assets.Find(assets.FileOf(name))!.Content);

        var round = await new SampleRound(site).StartAsync();
        var own = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(9));
        var forward = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(9), LinkKind.Forward);
        var ada = await MakeAsync(round, "Ada Adamczyk", ColleagueRole.Comment);
        var bob = await MakeAsync(round, "Bob Ballmann", ColleagueRole.Draft, round.Id(3), round.Id(5));
        var read = await MakeAsync(round, "Cem Celik", ColleagueRole.Read);
        await PressAsync(bob, FieldNames.Comment(round.Id(3)), "Bitte die Sprachen nennen, in denen beraten wird.", ReplyActions.Save);
        await PressAsync(ada, FieldNames.Remark(round.Id(3)), "Da fehlt mir die Schulsozialarbeit.\nWer weiß, was der Rat dazu gesagt hat?", ReplyActions.Comment);
        await PressAsync(own, FieldNames.Remark(round.Id(3)), "Ich frage nach.", ReplyActions.Comment);

        await KeepAsync("40-own", $"b/{own}");
        await KeepAsync("41-forward", $"b/{forward}");
        await KeepAsync("42-comment", $"b/{ada}");
        await KeepAsync("43-limited", $"b/{bob}");
        await KeepAsync("44-read", $"b/{read}");
        await KeepAsync("45-links", $"b/{own}/links");
        await KeepAsync("46-links-arabic", $"b/{own}/links?sprache=ar");
        var wish = (await site.GetAsync($"b/{own}/links")).Fields();
        wish[ColleagueFields.Name] = "Dana Demir";
        wish[ColleagueFields.Role] = "Draft";
        wish[FieldNames.Action] = ColleagueFields.Make;
        Keep("47-made", (await site.PostAsync($"b/{own}/links", wish)).Body);
        wish[ColleagueFields.Name] = "";
        Keep("48-faulty", (await site.PostAsync($"b/{own}/links", wish)).Body);
        var review = (await site.GetAsync($"b/{own}")).Fields();
        review[FieldNames.Action] = ReplyActions.Review;
        Keep("49-review", (await site.PostAsync($"b/{own}", review)).Body);
        review[FieldNames.Action] = ReplyActions.Submit;
        await site.PostAsync($"b/{own}", review);
        await PressAsync(own, FieldNames.Overall, "Nach der Sitzung ergänzt.", ReplyActions.Save);
        await KeepAsync("50-reopened", $"b/{own}");
    }

    private async Task<string> MakeAsync(SampleRound round, string name, ColleagueRole role, params string[] paragraphs)
    {
        var office = site.Office;
        var make = new MakeColleagueLink(office.Store, office.Drafts, new PersonalLinks(office.Secret, office.Links, office.Addresses), office.Clock);
        var made = await make.ExecuteAsync(
            new ColleagueLinkWish
            {
                RoundId = round.RoundId,
                BodyId = RoundBuilder.CouncilId(9),
                Session = "0123456789abcdef",
                Name = name,
                Role = role,
                Paragraphs = paragraphs.Length == 0 ? null : paragraphs,
            },
            default);
        return made.Address.AbsolutePath.Split('/')[^1];
    }

    private async Task PressAsync(string token, string field, string text, string action)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[field] = text;
        fields[FieldNames.Action] = action;
        await site.PostAsync($"b/{token}", fields);
    }

    private async Task KeepAsync(string name, string path) => Keep(name, (await site.GetAsync(path)).Body);

    private void Keep(string name, string html) =>
        File.WriteAllText(Path.Combine(folder, name + ".html"), html.Replace("\"/assets/", "\"assets/", StringComparison.Ordinal));
}
