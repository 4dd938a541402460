using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Dashboard;
using LipServerless.Web.Mails;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Site;

/// <summary>Writes the main states as files to look at, into the folder that LIP_GALLERY names; skipped without it.</summary>
public sealed class Gallery : IDisposable
{
    private readonly PublicSite site = new();
    private string folder = "";

    public void Dispose() => site.Dispose();

    [SkippableFact]
    public async Task Write_MainStates_AsFiles()
    {
        folder = Environment.GetEnvironmentVariable("LIP_GALLERY") ?? "";
        Skip.If(folder.Length == 0, "Set LIP_GALLERY to a folder to write pages to look at.");
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        var assets = site.Services.GetRequiredService<SiteAssets>();
        foreach (var name in (string[])["site.css", "site.js", "icon.svg"])
            await File.WriteAllBytesAsync(Path.Combine(folder, "assets", assets.FileOf(name)), assets.Find(assets.FileOf(name))!.Content);

        var round = await new SampleRound(site).StartAsync();
        await SaveAsync("00-conference-waiting", $"b/{await site.LinkAsync(round.RoundId, RoundBuilder.ConferenceId)}");
        var council = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(9));
        var officer = await site.LinkAsync(round.RoundId, RoundBuilder.EqualityId);
        var conference = await site.LinkAsync(round.RoundId, RoundBuilder.ConferenceId);
        var steering = await site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var dissenter = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(2));
        await SaveAsync("01-reply", $"b/{council}");
        await SaveAsync("02-reply-english", $"b/{council}?sprache=en");
        await SaveAsync("03-steering-reading", $"s/{steering}");
        await SaveAsync("04-unknown", $"b/{council[..^1]}_");

        var page = await site.GetAsync($"b/{council}");
        var fields = page.Fields();
        fields[FieldNames.Stance(round.Id(3))] = "AgreeWithChanges";
        fields[FieldNames.Comment(round.Id(3))] = new string('x', 200).Replace("xxxx", "Text ", StringComparison.Ordinal) + new string('y', 10_001);
        fields[FieldNames.Wording(round.Id(3))] = "Die Stadt sorgt dafür, dass …";
        fields[FieldNames.Overall] = "Wir finden den Entwurf gut.";
        fields[FieldNames.Action] = ReplyActions.Submit;
        await SavePostAsync("05-faults", $"b/{council}", fields);
        fields[FieldNames.Comment(round.Id(3))] = "Bitte die Sprachen nennen.";
        fields[FieldNames.Action] = ReplyActions.AskNil;
        await SavePostAsync("06-nil", $"b/{council}", fields);
        fields[FieldNames.Action] = ReplyActions.Submit;
        var stored = await site.PostAsync($"b/{council}", fields);
        await SaveAsync("07-receipt", stored.Location);
        await SaveAsync("08-reply-submitted", $"b/{council}");

        await round.AnswerAsync();
        await SaveAsync("09-equality", $"b/{officer}");
        await site.OpenConferenceAsync(round.RoundId);
        await SaveAsync("10-conference", $"b/{conference}");
        var desk = (await site.GetAsync($"b/{conference}")).Fields();
        desk[FieldNames.Sources(round.Id(3))] = $"{RoundBuilder.CouncilId(1)} {RoundBuilder.CouncilId(3)}";
        desk[FieldNames.Action] = BundleAction.Merge(round.Id(3));
        await SavePostAsync("10-conference-merged", $"b/{conference}", desk);
        desk[FieldNames.Stance(round.Id(3))] = "Agree";
        desk[FieldNames.Action] = ReplyActions.Review;
        await SavePostAsync("10-conference-review", $"b/{conference}", desk);
        await round.AdoptAsync();
        await SaveAsync("11-joint-view", $"b/{dissenter}");
        await SaveAsync("12-joint-view-late", $"b/{council}");
        await round.FreezeAsync();
        await SaveAsync("13-steering-synopsis", $"s/{steering}");
        await SavePostAsync("14-refused", $"b/{council}", fields);
        await round.ReturnAsync();
        await SaveAsync("15-steering-decided", $"s/{steering}");
        await SaveAsync("16-outcome", $"o/{await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(9), LinkKind.Outcome)}");
        await SaveAsync("17-over", $"b/{council}");
        var (second, _) = await round.ReviseAsync();
        var revised = await site.LinkAsync(second, RoundBuilder.CouncilId(1));
        await SaveAsync("18-second-round", $"b/{revised}");

        await MailAsync("20-mail-invitation", second, RoundBuilder.CouncilId(1), MailKind.Invitation, 0);
        await MailAsync("21-mail-receipt", round.RoundId, RoundBuilder.CouncilId(9), MailKind.Receipt, 1);
        await MailAsync("22-mail-adopted", round.RoundId, RoundBuilder.CouncilId(9), MailKind.Adopted, 1);
    }

    private async Task MailAsync(string name, string roundId, string bodyId, MailKind kind, int step)
    {
        var occasion = await MailOccasions.OfAsync(site, roundId, bodyId, kind, step);
        var mail = await site.Services.GetRequiredService<IMailComposer>().ComposeAsync(occasion, default);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".html"), mail.Html);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".txt"), $"{mail.Subject}\n\n{mail.Text}");
        var letter = LetterModel.Of(occasion with { Contact = occasion.Contact with { Emails = [], PostalAddress = "Integrationsbeirat\nMusterstraße 1\n30159 Hannover" } });
        var scope = new PageScope(letter.Mail.Texts, site.Services.GetRequiredService<SitePaths>());
        Keep(name.Replace("mail", "letter", StringComparison.Ordinal), await site.Services.GetRequiredService<PageRenderer>().RenderAsync<LetterToPostPage>(scope, new LetterToPost(letter, "runde", "brief", IsPosted: false, FormToken: "form")));
    }

    private async Task SaveAsync(string name, string path) => Keep(name, (await site.GetAsync(path)).Body);

    private async Task SavePostAsync(string name, string path, Dictionary<string, string> fields) => Keep(name, (await site.PostAsync(path, fields)).Body);

    private void Keep(string name, string html) =>
        File.WriteAllText(Path.Combine(folder, name + ".html"), html.Replace("\"/assets/", "\"assets/", StringComparison.Ordinal));
}
