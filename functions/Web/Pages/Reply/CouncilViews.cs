using LipServerless.Activities.Ports;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.Bundling;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply;

/// <summary>The councils' submitted views, for their conference: side by side, with counts and their base.</summary>
public sealed class CouncilViews
{
    private readonly Dictionary<string, ParagraphTally> tallies = new(StringComparer.Ordinal);
    private readonly string commonStart;

    /// <summary>The views of these councils.</summary>
    /// <param name="councils">Every council asked, in the roster's order.</param>
    public CouncilViews(IReadOnlyList<CouncilAnswer> councils)
    {
        ArgumentNullException.ThrowIfNull(councils);
        Councils = councils;
        Voices = [.. councils.Select(council => council.Voice)];
        commonStart = CouncilNames.CommonStart([.. councils.Select(council => council.Body.Name)]);
    }

    /// <summary>Every council asked, in the roster's order.</summary>
    public IReadOnlyList<CouncilAnswer> Councils { get; }

    /// <summary>The same, for counting.</summary>
    public IReadOnlyList<CouncilVoice> Voices { get; }

    /// <summary>The base of every count.</summary>
    public int Asked => Councils.Count;

    /// <summary>How many came to this.</summary>
    public int Count(CouncilPart part) => Voices.Count(voice => voice.Part == part);

    /// <summary>The counts at a paragraph.</summary>
    public ParagraphTally Tally(string paragraphId)
    {
        if (!tallies.TryGetValue(paragraphId, out var tally))
            tallies[paragraphId] = tally = ParagraphTally.Of(paragraphId, Voices);
        return tally;
    }

    /// <summary>All views of a paragraph, late ones included: objections first, in the roster's order otherwise.</summary>
    public IEnumerable<(CouncilAnswer Council, CouncilStatement Statement, ParagraphView View)> At(string paragraphId) =>
        (from council in Councils
         from statement in council.Statements
         from view in statement.Content?.Views ?? []
         where view.ParagraphId == paragraphId
         select (council, statement, view)).OrderBy(said => Place(said.view.Stance));

    /// <summary>The views of a paragraph that these councils gave.</summary>
    public IReadOnlyList<CouncilView> At(string paragraphId, IEnumerable<string> councilIds)
    {
        var chosen = councilIds.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from council in Councils
               where chosen.Contains(council.Body.BodyId)
               from statement in council.Statements
               from view in statement.Content?.Views ?? []
               where view.ParagraphId == paragraphId
               select new CouncilView(council.Body.BodyId, council.Body.Name, view),
        ];
    }

    /// <summary>A council's name without the words that all of them begin with: "Linden-Limmer".</summary>
    public string ShortName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name[commonStart.Length..];
    }

    /// <summary>Which versions of a body stand for it: by its contact's choice where web and paper both exist; and the newest late one.</summary>
    public static IReadOnlyList<StatementRecord> Standing(RoundView round, BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(body);
        var versions = round.Statements.Where(statement => statement.BodyId == body.BodyId).ToList();
        var speaking = versions.Where(statement => Standings.Of(statement, body).Speaks());
        var late = versions.Where(statement => Standings.Of(statement, body) == StatementStanding.Late).MaxBy(statement => statement.Number);
        return late is null ? [.. speaking] : [.. speaking, late];
    }

    private static int Place(Stance? stance) => stance switch
    {
        Stance.Object => 0,
        Stance.AgreeWithChanges => 1,
        null => 2,
        Stance.Agree => 3,
        _ => 4,
    };
}

/// <summary>What one council handed in.</summary>
public sealed record CouncilAnswer(BodyRecord Body, IReadOnlyList<CouncilStatement> Statements)
{
    /// <summary>For counting.</summary>
    public CouncilVoice Voice { get; } = new()
    {
        BodyId = Body.BodyId,
        Name = Body.Name,
        Papers = [.. Statements.Select(statement => new CouncilPaper(statement.Content, statement.Counts, statement.Row.IsNil))],
    };
}

/// <summary>A version that stands for a council; its content is null once erased.</summary>
public sealed record CouncilStatement(StatementRecord Row, StatementContent? Content)
{
    /// <summary>Late views are shown, and counted only once staff have admitted them.</summary>
    public bool Counts => !Row.IsLate || Row.LateAdmitted == true;
}
