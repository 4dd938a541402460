using System.Security.Cryptography;
using System.Text;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Colleagues;

/// <summary>
/// A body's contact makes a link for somebody of the body: a name, a role, perhaps some paragraphs only. The link can never submit; no
/// address is asked for. The name lies beside the working draft and in the log's erasable part, nowhere else.
/// </summary>
public sealed class MakeColleagueLink(IRoundStore rounds, IWorkingDraftStore drafts, PersonalLinks links, ProcessClock clock)
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>Most living links of one body.</summary>
    public const int MostLinks = 50;

    private readonly RoundWriter writer = new(rounds);

    /// <summary>Makes the link; the same wish from the same opened page again answers the same link.</summary>
    /// <exception cref="CommandRefusedException">The wish is faulty, the round takes no statements, or there are <see cref="MostLinks"/> already.</exception>
    public async Task<ColleagueLinkMade> ExecuteAsync(ColleagueLinkWish wish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (wish.Name.Trim().Length is 0 or > LongestName)
            throw CommandRefusedException.Invalid("name", $"Bitte einen Namen von 1 bis {LongestName} Zeichen angeben.");
        if (wish.Paragraphs is { Count: 0 })
            throw CommandRefusedException.Invalid("paragraphs", "Bitte mindestens einen Absatz wählen.");

        // Decided again below: so that no name is stored for a link that cannot be.
        ColleagueRules.BodyOf(await rounds.ReadAsync(wish.RoundId, cancellationToken) ?? throw new RoundNotFoundException(wish.RoundId), wish.BodyId, clock.GetUtcNow());
        var linkId = IdOf(wish);
        await NameAsync(wish, linkId, cancellationToken);
        return await writer.ChangeAsync(
            wish.RoundId,
            async (round, cancellation) =>
            {
                var (change, link) = Decide(round, wish, linkId);
                // Before the row that makes it open anything: an address without a row is nobody's.
                return (change, new ColleagueLinkMade(link, await links.ColleagueAsync(wish.RoundId, link, cancellation)));
            },
            cancellationToken);
    }

    private (RoundChange? Change, ColleagueLinkRecord Link) Decide(RoundView round, ColleagueLinkWish wish, string linkId)
    {
        var now = clock.GetUtcNow();
        var body = ColleagueRules.BodyOf(round, wish.BodyId, now);
        if (round.ColleagueLink(wish.BodyId, linkId) is { } made)
        {
            return made.WithdrawnAt is null
                ? (null, made)
                : throw new CommandRefusedException(Refusal.Conflict, "Dieser Link wurde schon zurückgezogen. Bitte die Seite neu öffnen und einen neuen erstellen.");
        }

        if (round.ColleagueLinks.Count(link => ColleagueRules.IsAlive(link, body)) >= MostLinks)
            throw new CommandRefusedException(Refusal.Conflict, $"Ein Gremium kann {MostLinks} Links zugleich haben. Bitte zuerst einen zurückziehen.");
        var link = new ColleagueLinkRecord
        {
            BodyId = wish.BodyId,
            LinkId = linkId,
            Role = wish.Role,
            Paragraphs = wish.Paragraphs,
            MadeAt = now,
            Generation = body.LinkGeneration,
        };
        var change = new RoundChange
        {
            Put = [link],
            Audit = [ColleagueRules.Entry(now, AuditVerb.ColleagueLinkMade, link, $"{wish.Name.Trim()} ({wish.Role})")],
        };
        return (change, link);
    }

    // Before the link: one whose name is missing would be nobody's; a name without a link is deleted with the working draft.
    private async Task NameAsync(ColleagueLinkWish wish, string linkId, CancellationToken cancellationToken)
    {
        var name = new ColleagueNameRecord { BodyId = wish.BodyId, LinkId = linkId, Name = wish.Name.Trim() };
        if ((await drafts.ReadNotesAsync(wish.RoundId, wish.BodyId, cancellationToken)).Names.ContainsKey(linkId))
            return;
        try
        {
            await drafts.CommitAsync(wish.RoundId, [name], [], cancellationToken);
        }
        catch (StoreConflictException)
        {
            // The same wish at the same moment: the id holds the name, so it is the same name.
        }
    }

    private static string IdOf(ColleagueLinkWish wish)
    {
        var text = string.Join('\n', [wish.Session, wish.Name.Trim(), wish.Role.ToString(), .. wish.Paragraphs ?? ["*"]]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
    }
}

/// <summary>What a body's contact asks for.</summary>
public sealed record ColleagueLinkWish
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The opened page it comes from: asking twice makes one link.</summary>
    public required string Session { get; init; }

    /// <summary>Whose link it is.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public required ColleagueRole Role { get; init; }

    /// <summary>Ids of the paragraphs it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Paragraphs { get; init; }
}

/// <summary>A link was made: its row, and its address, which is shown once.</summary>
public sealed record ColleagueLinkMade(ColleagueLinkRecord Link, Uri Address);
