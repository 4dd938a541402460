using LipServerless.Domain.Attachments;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Attachments;

/// <summary>The files of a body's working draft: those of its newest version behind the link, and what was done with them since.</summary>
public sealed record DraftAttachments
{
    private readonly IReadOnlyDictionary<string, DraftAttachmentRecord> rows;

    private DraftAttachments(IReadOnlyList<Attachment> files, IReadOnlyDictionary<string, DraftAttachmentRecord> rows, bool isChanged)
    {
        (Files, this.rows, IsChanged) = (files, rows, isChanged);
    }

    /// <summary>No files.</summary>
    public static DraftAttachments None { get; } = Of([], []);

    /// <summary>The files as they stand, those that were submitted first, then in the order in which they came.</summary>
    public IReadOnlyList<Attachment> Files { get; }

    /// <summary>Whether they differ from the submitted ones.</summary>
    public bool IsChanged { get; }

    /// <summary>A short mark of the set, by which a page says what it had shown; empty for no files.</summary>
    public string Mark => WorkingDrafts.TextMark.Of(string.Join(' ', Files.Select(file => file.Hash).Order(StringComparer.Ordinal)));

    /// <summary>Who added a file and when; null where the working draft does not know.</summary>
    public DraftAttachmentRecord? AddedBy(string hash) => rows.GetValueOrDefault(hash);

    /// <summary>A file by its hash; null if it is not among them.</summary>
    public Attachment? Find(string hash) => Files.FirstOrDefault(file => file.Hash == hash);

    /// <summary>What stands after <paramref name="rows"/> over the submitted files.</summary>
    public static DraftAttachments Of(IReadOnlyList<Attachment> submitted, IReadOnlyList<DraftAttachmentRecord> rows)
    {
        ArgumentNullException.ThrowIfNull(submitted);
        ArgumentNullException.ThrowIfNull(rows);
        var byHash = rows.ToDictionary(row => row.File.Hash, StringComparer.Ordinal);
        var kept = submitted.Where(file => byHash.GetValueOrDefault(file.Hash) is not { Removed: true }).ToList();
        var known = submitted.Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        var added = rows.Where(row => !row.Removed && !known.Contains(row.File.Hash))
            .OrderBy(row => row.At).ThenBy(row => row.Place).Select(row => row.File).ToList();
        return new DraftAttachments([.. kept, .. added], byHash, added.Count > 0 || kept.Count < submitted.Count);
    }
}
