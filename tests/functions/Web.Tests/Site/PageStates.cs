using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Legal;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Web.Tests.Site;

/// <summary>Every page the public functions can show, each in the states it has; for tests that hold of them all, in memory or in a browser.</summary>
internal static class PageStates
{
    /// <summary>Plays a round through and looks at each page on the way, in one language.</summary>
    public static async Task<IReadOnlyList<(string Name, SiteAnswer Answer)>> AllAsync(PublicSite site, string language)
    {
        var answers = new List<(string, SiteAnswer)>();
        async Task<SiteAnswer> LookAsync(string name, string path)
        {
            var answer = await site.GetAsync($"{path}?sprache={language}");
            answers.Add((name, answer));
            return answer;
        }

        async Task PressAsync(string name, string path, Dictionary<string, string> fields, string action)
        {
            fields["action"] = action;
            fields["sprache"] = language;
            answers.Add((name, await site.PostAsync(path, fields)));
        }

        foreach (var kind in Enum.GetValues<LegalPageKind>())
            await LookAsync(kind.Name(), kind.Path());
        await LookAsync("no such page", "info/nothing");
        var round = await new SampleRound(site).StartAsync();
        var council = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(2));
        var officer = await site.LinkAsync(round.RoundId, RoundBuilder.EqualityId);
        var conference = await site.LinkAsync(round.RoundId, RoundBuilder.ConferenceId);
        var steering = await site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var fields = (await LookAsync("open", $"b/{council}")).Fields();
        await LookAsync("paper", $"b/{council}/paper");
        await LookAsync("officer", $"b/{officer}");
        await LookAsync("reading", $"s/{steering}");
        await LookAsync("not yet", $"b/{conference}");
        await LookAsync("unknown", "b/nothing");
        await PressAsync("empty", $"b/{council}", fields, ReplyActions.Submit);
        fields["overall"] = new string('x', 10_001);
        fields["c-p-unknown0"] = "stray";
        await PressAsync("faults", $"b/{council}", fields, ReplyActions.Submit);
        await PressAsync("nil", $"b/{council}", fields, ReplyActions.AskNil);
        fields["overall"] = "Gut so.";
        fields.Remove("c-p-unknown0");
        await PressAsync("review", $"b/{council}", fields, ReplyActions.Review);
        await PressAsync("saved", $"b/{council}", fields, ReplyActions.Save);
        await round.AnswerAsync();
        await LookAsync("receipt", $"b/{council}/receipt/1");
        await LookAsync("submitted", $"b/{council}");
        await site.OpenConferenceAsync(round.RoundId);
        await LookAsync("conference", $"b/{conference}");
        await round.AdoptAsync();
        await LookAsync("joint", $"b/{council}");
        await round.FreezeAsync();
        await LookAsync("closed", $"b/{officer}");
        await PressAsync("refused", $"b/{council}", fields, ReplyActions.Submit);
        await LookAsync("synopsis", $"s/{steering}");
        await round.ReturnAsync();
        await LookAsync("decided", $"s/{steering}");
        await LookAsync("outcome", $"o/{await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1), LinkKind.Outcome)}");
        await LookAsync("over", $"b/{council}");
        var (second, _) = await round.ReviseAsync();
        await LookAsync("second", $"b/{await site.LinkAsync(second, RoundBuilder.CouncilId(1))}");
        return answers;
    }
}
