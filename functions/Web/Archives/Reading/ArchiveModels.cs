using LipServerless.Activities.Archives;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Archives.Reading;

/// <summary>What an archive's first page shows.</summary>
/// <param name="Subject">What the archive is about.</param>
/// <param name="Entries">Everything else in it.</param>
public sealed record ArchiveIndexModel(ArchiveSubject Subject, IReadOnlyList<ArchiveEntry> Entries);

/// <summary>What a body's page in an archive shows.</summary>
/// <param name="Subject">What the archive is about.</param>
/// <param name="Body">The body.</param>
public sealed record ArchiveBodyModel(ArchiveSubject Subject, BodyRecord Body)
{
    /// <summary>Its versions, oldest first.</summary>
    public IEnumerable<StatementRecord> Versions => Subject.Round.Statements.Where(version => version.BodyId == Body.BodyId).OrderBy(version => version.Number);
}
