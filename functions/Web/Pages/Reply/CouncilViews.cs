using LipServerless.Activities.Ports;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply;

/// <summary>The councils' submitted views, for their conference: side by side, with counts and their base.</summary>
public sealed record CouncilViews
{
    /// <summary>Every council asked, in the roster's order.</summary>
    public required IReadOnlyList<CouncilAnswer> Councils { get; init; }

    /// <summary>The base of every count.</summary>
    public int Asked => Councils.Count;

    /// <summary>How many handed anything in, late ones included.</summary>
    public int Answered => Councils.Count(council => council.Statements.Count > 0);

    /// <summary>All views of a paragraph.</summary>
    public IEnumerable<(CouncilAnswer Council, CouncilStatement Statement, ParagraphView View)> At(string paragraphId) =>
        from council in Councils
        from statement in council.Statements
        from view in statement.Content?.Views ?? []
        where view.ParagraphId == paragraphId
        select (council, statement, view);

    /// <summary>How many councils take a stance on a paragraph. Late views are shown, and counted only once admitted.</summary>
    public int Count(string paragraphId, Stance stance) =>
        Councils.Count(council => council.Statements.Any(statement =>
            (!statement.Row.IsLate || statement.Row.LateAdmitted == true) && (statement.Content?.Views.Any(view => view.ParagraphId == paragraphId && view.Stance == stance) ?? false)));

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
}

/// <summary>What one council handed in.</summary>
public sealed record CouncilAnswer(BodyRecord Body, IReadOnlyList<CouncilStatement> Statements)
{
    /// <summary>Whether it said that it has nothing to say.</summary>
    public bool IsNil => Statements.Count > 0 && Statements.All(statement => statement.Row.IsNil);
}

/// <summary>A version that stands for a council; its content is null once erased.</summary>
public sealed record CouncilStatement(StatementRecord Row, StatementContent? Content);
