using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Synopses;

/// <summary>
/// Which versions count. Of each way, online and on paper, the last one given in time; both, unless the body's contact said
/// which. A late one only where staff admitted it, beside what was given in time.
/// </summary>
public static class Standings
{
    /// <summary>How a version of a body's statement stands.</summary>
    public static StatementStanding Of(StatementRecord version, BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(body);
        if (version.IsLate)
            return version.LateAdmitted == true ? StatementStanding.LateAdmitted : StatementStanding.Late;

        var online = version.Channel == Channel.Web;
        if (version.Number != (online ? body.WebVersion : body.PaperVersion))
            return StatementStanding.Superseded;
        var other = online ? ChannelChoice.Paper : ChannelChoice.Web;
        return HasBoth(body) && body.ChannelChoice == other ? StatementStanding.OtherChannelCounts : StatementStanding.Counts;
    }

    /// <summary>Both an online and a paper statement exist and nobody said which counts.</summary>
    public static bool IsUndecided(BodyRecord body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return HasBoth(body) && body.ChannelChoice is null;
    }

    /// <summary>Whether what such a version says of paragraphs is listed with them.</summary>
    public static bool Speaks(this StatementStanding standing) => standing is StatementStanding.Counts or StatementStanding.LateAdmitted;

    private static bool HasBoth(BodyRecord body) => body is { WebVersion: not null, PaperVersion: not null };
}
