using AngleSharp.Html.Parser;
using LipServerless.Activities.Commands.Disowning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Dashboard;
using LipServerless.Web.Mails;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using LipServerless.Web.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Mails;

public sealed class MailTests : IDisposable
{
    private readonly PublicSite site = new();

    public static TheoryData<MailKind, string> KindsAndLanguages
    {
        get
        {
            var data = new TheoryData<MailKind, string>();
            foreach (var kind in Enum.GetValues<MailKind>())
            {
                foreach (var language in TextCatalog.Languages)
                    data.Add(kind, language);
            }

            return data;
        }
    }

    public void Dispose() => site.Dispose();

    [Theory]
    [MemberData(nameof(KindsAndLanguages))]
    public async Task Compose_EveryKind_HasItsLinkInBothFormsAndLoadsNothing(MailKind kind, string language)
    {
        var occasion = await OccasionAsync(kind, language);

        var mail = await ComposeAsync(occasion);

        Assert.Empty(HtmlFaults.In(mail.Html));
        var html = new HtmlParser().ParseDocument(mail.Html);
        var link = occasion.Link.AbsoluteUri;
        Assert.Contains(html.QuerySelectorAll("a"), a => a.GetAttribute("href") == link);
        Assert.Contains(link, mail.Text, StringComparison.Ordinal);
        Assert.Contains(occasion.Round.Round.Settings.Title, mail.Subject, StringComparison.Ordinal);
        Assert.Equal(language, html.DocumentElement.GetAttribute("lang"));
        Assert.Empty(html.QuerySelectorAll("script, img, link, style, iframe, form, [src]"));
        string[] legal = [.. html.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Where(address => address.Contains("/info/", StringComparison.Ordinal))];
        Assert.Equal(["datenschutz", "impressum"], legal.Select(address => new Uri(address).Segments[^1]));
        Assert.All(legal, address => Assert.Contains(address, mail.Text, StringComparison.Ordinal));
        Assert.Equal(!TextCatalog.For(language).IsReviewed, mail.Text.Contains(TextCatalog.For(language)["site.unreviewed"], StringComparison.Ordinal));
        Assert.All(html.QuerySelectorAll("a").Where(a => !legal.Contains(a.GetAttribute("href"))), a => Assert.Contains(a.GetAttribute("href"), new[] { link, occasion.ForwardLink?.AbsoluteUri, occasion.DisownLink?.AbsoluteUri }));
        Assert.Equal(mail.Subject, html.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain('{', mail.Text);
        Assert.Contains(kind == MailKind.Disowned ? TextCatalog.For(language)["mail.automatic"] : "lip@example.org", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKind.Invitation, "Freitag, 10. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.Reminder, "Freitag, 10. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.Extended, "Montag, 20. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.ExtensionGranted, "Montag, 20. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.ExtensionRefused, "Montag, 20. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.LinkWithdrawn, "Montag, 20. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.Adopted, "Samstag, 18. April 2026, 24:00 Uhr (MESZ)")]
    [InlineData(MailKind.SteeringSynopsis, "2. Mai 2026")]
    public async Task Compose_KindWithADate_NamesItInWords(MailKind kind, string words)
    {
        var mail = await ComposeAsync(await OccasionAsync(kind, "de"));

        Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        Assert.Contains(words, new HtmlParser().ParseDocument(mail.Html).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_Receipt_HoldsNumberAndCopy()
    {
        var occasion = await OccasionAsync(MailKind.Receipt, "de");

        var mail = await ComposeAsync(occasion);

        Assert.Contains(occasion.StatementRow!.ReceiptNumber, mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Beirat 1: Insgesamt ein guter Anfang.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Absatz 5: Ablehnung", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Zu unbestimmt.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_ClosedEarly_GivesTheReason()
    {
        var occasion = await OccasionAsync(MailKind.ClosedEarly, "de");

        var mail = await ComposeAsync(occasion with { Body = occasion.Body! with { CloseReason = "Der Entwurf wird vorgezogen." } });

        Assert.Contains("Grund", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Der Entwurf wird vorgezogen.", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKind.Receipt)]
    [InlineData(MailKind.OnBehalfCopy)]
    [InlineData(MailKind.DissentReceipt)]
    public async Task Compose_WhatWasStoredInTheirName_OffersToSayThatWasNotUs(MailKind kind)
    {
        var occasion = await OccasionAsync(kind, "de");

        var mail = await ComposeAsync(occasion);

        var link = new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a").Single(a => a.TextContent == "Das waren wir nicht");
        Assert.Equal(occasion.DisownLink!.AbsoluteUri, link.GetAttribute("href"));
        Assert.Contains($"Das waren wir nicht:\r\n{occasion.DisownLink.AbsoluteUri}", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_Disowned_TellsTheOfficeWhatToDo()
    {
        var occasion = await OccasionAsync(MailKind.Disowned, "de");

        var mail = await ComposeAsync(occasion);

        Assert.Contains(occasion.Body!.Disowned[0].ReceiptNumber, mail.Text, StringComparison.Ordinal);
        Assert.Contains(occasion.Body.Name, mail.Subject, StringComparison.Ordinal);
        Assert.EndsWith($"/dashboard/rounds/{occasion.Round.Round.RoundId}", occasion.Link.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKind.ExtensionRefused)]
    [InlineData(MailKind.LinkWithdrawn)]
    public async Task Compose_AnswerOfStaff_GivesTheReasonThatItsRowHolds(MailKind kind)
    {
        var occasion = await OccasionAsync(kind, "de");

        var mail = await ComposeAsync(occasion with { Mail = occasion.Mail with { Reason = "Die Ausschusssitzung steht fest." } });

        Assert.Contains("Grund: Die Ausschusssitzung steht fest.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Grund:", (await ComposeAsync(occasion)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_ExtensionRefusedAfterTheEnd_SaysThatItComesLate()
    {
        var occasion = await OccasionAsync(MailKind.ExtensionRefused, "de");

        var mail = await ComposeAsync(occasion with { Body = occasion.Body! with { State = BodyState.Closed, ClosedAt = occasion.Body.Deadline } });

        Assert.Contains("nehmen wir Ihre Stellungnahme noch an", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bis zur Frist können Sie", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_Adopted_HoldsTheJointView()
    {
        var mail = await ComposeAsync(await OccasionAsync(MailKind.Adopted, "de"));

        Assert.Contains("Die Beiräte tragen den Entwurf gemeinsam", mail.Text, StringComparison.Ordinal);
        Assert.Contains("zehn am häufigsten gesprochenen Sprachen", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKind.Outcome)]
    [InlineData(MailKind.Invitation)]
    [InlineData(MailKind.SteeringReading)]
    public async Task Compose_AfterAReturn_NamesTheInstructions(MailKind kind)
    {
        var round = await WholeRoundAsync();
        var roundId = kind == MailKind.Outcome ? round.RoundId : (await round.ReviseAsync()).RoundId;
        var recipient = kind == MailKind.SteeringReading ? WellKnownIds.SteeringGroup : RoundBuilder.CouncilId(1);

        var mail = await ComposeAsync(await MailOccasions.OfAsync(site, roundId, recipient, kind));

        Assert.Contains("Vorgabe 1 zu Absatz 3", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Die Zahl der Sprachen nennen", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Vorgabe 2 zum Entwurf insgesamt", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_Reminders_EachStepHasItsTone()
    {
        var roundId = (await new SampleRound(site).StartAsync()).RoundId;
        var occasion = await MailOccasions.OfAsync(site, roundId, RoundBuilder.CouncilId(1), MailKind.Reminder, 1);
        async Task<ComposedMail> At(int step, int daysBefore) => await ComposeAsync(
            occasion with { Mail = occasion.Mail with { Step = step, DueAt = occasion.Body!.Deadline.AddDays(-daysBefore).AddHours(-15) } });

        var (first, second, third, today) = (await At(1, 14), await At(2, 7), await At(3, 1), await At(3, 0));

        Assert.Contains("in 14 Tagen", first.Text, StringComparison.Ordinal);
        Assert.Contains("in 7 Tagen", second.Text, StringComparison.Ordinal);
        Assert.StartsWith("Frist endet morgen", third.Subject, StringComparison.Ordinal);
        Assert.StartsWith("Frist endet heute", today.Subject, StringComparison.Ordinal);
        Assert.Equal(4, new[] { first, second, third, today }.Select(mail => mail.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("schon ein Text begonnen", first.Text, StringComparison.Ordinal);
        Assert.Contains("schon ein Text begonnen", (await ComposeAsync(occasion with { Body = occasion.Body! with { Begun = true } })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_HostileTexts_StayTextAndOneLine()
    {
        var occasion = await OccasionAsync(MailKind.Receipt, "de");
        const string Hostile = "A\r\nBcc: all@example.org\u2028<script>alert(1)</script>";
        occasion = occasion with
        {
            Round = occasion.Round with { Round = occasion.Round.Round with { Settings = occasion.Round.Round.Settings with { Title = Hostile } } },
            Statement = new StatementContent { Overall = Hostile, Views = [new ParagraphView { ParagraphId = "p-nowhere0", Comment = Hostile }] },
        };

        var mail = await ComposeAsync(occasion);

        Assert.DoesNotContain(mail.Subject, character => char.IsControl(character) || character == '\u2028');
        Assert.Contains("A Bcc: all@example.org <script>", mail.Subject, StringComparison.Ordinal);
        Assert.Empty(new HtmlParser().ParseDocument(mail.Html).Scripts);
        Assert.Contains("alert(1)", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("x", 199)]
    [InlineData("\U0001F600", 120)]
    public void Line_LongText_EndsInAnEllipsisAndBreaksNoCharacter(string? unit, int count)
    {
        var text = string.Concat(Enumerable.Repeat(unit ?? "", count)) + " Ende mit etwas mehr";

        var line = MailSubject.Line(text);

        Assert.True(line.Length <= MailSubject.Longest);
        Assert.Equal(line, new string(line.EnumerateRunes().SelectMany(rune => rune.ToString()).ToArray()));
        Assert.DoesNotContain('\ufffd', line);
        Assert.Equal(text.Trim().Length > MailSubject.Longest, line.EndsWith('…'));
    }

    [Fact]
    public async Task Letter_Invitation_HasAddressDeadlineAndHowToAnswerOnPaper()
    {
        var occasion = await OccasionAsync(MailKind.Invitation, "de");
        var letter = LetterModel.Of(occasion with { Contact = occasion.Contact with { Emails = [], PostalAddress = "Integrationsbeirat Mitte\r\nMusterstraße 1\n30159 Hannover" } });
        var scope = new PageScope(letter.Mail.Texts, site.Services.GetRequiredService<SitePaths>());

        var answer = new SiteAnswer(200, await site.Services.GetRequiredService<PageRenderer>().RenderAsync<LetterToPostPage>(scope, new LetterToPost(letter, "runde", "brief", IsPosted: false, FormToken: "form")), new Microsoft.AspNetCore.Http.HeaderDictionary());

        Assert.Contains("Integrationsbeirat Mitte Musterstraße 1 30159 Hannover", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Freitag, 10. April 2026, 24:00 Uhr (MESZ)", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Sie können auch auf Papier antworten", answer.Words, StringComparison.Ordinal);
        Assert.Contains(occasion.Link.AbsoluteUri, answer.Words, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("article a"));
    }

    private Task<ComposedMail> ComposeAsync(MailOccasion occasion) =>
        site.Services.GetRequiredService<IMailComposer>().ComposeAsync(occasion, default);

    private async Task<SampleRound> WholeRoundAsync() =>
        await (await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync()).ReturnAsync();

    private async Task<MailOccasion> OccasionAsync(MailKind kind, string language)
    {
        var council = RoundBuilder.CouncilId(1);
        if (kind is MailKind.Invitation or MailKind.Reminder)
            return await MailOccasions.OfAsync(site, (await new SampleRound(site).StartAsync()).RoundId, council, kind, 1, language);
        if (kind is MailKind.Extended or MailKind.ExtensionGranted or MailKind.ExtensionRefused or MailKind.LinkWithdrawn)
        {
            var roundId = (await new SampleRound(site).StartAsync()).RoundId;
            await site.Office.ExtendAsync(roundId, council, new DateOnly(2026, 4, 20), new DateOnly(2026, 5, 4));
            return await MailOccasions.OfAsync(site, roundId, council, kind, 1, language);
        }

        var round = await WholeRoundAsync();
        if (kind is MailKind.Disowned)
        {
            var receipt = (await site.Office.ReadAsync(round.RoundId)).Statement(council, 1)!.ReceiptNumber;
            await new Disown(site.Office.Store, site.Office.Clock).ExecuteAsync(round.RoundId, council, receipt, default);
        }

        return kind switch
        {
            MailKind.OnBehalfCopy => await MailOccasions.OfAsync(site, round.RoundId, RoundBuilder.CouncilId(8), kind, 1, language),
            MailKind.DissentReceipt => await MailOccasions.OfAsync(site, round.RoundId, RoundBuilder.CouncilId(2), kind, 1, language),
            MailKind.ConferenceReading => await MailOccasions.OfAsync(site, round.RoundId, RoundBuilder.ConferenceId, kind, 0, language),
            MailKind.SteeringReading or MailKind.SteeringSynopsis or MailKind.SteeringReminder =>
                await MailOccasions.OfAsync(site, round.RoundId, WellKnownIds.SteeringGroup, kind, 0, language),
            _ => await MailOccasions.OfAsync(site, round.RoundId, council, kind, 1, language),
        };
    }
}
