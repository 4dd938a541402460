using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>
/// Saves what a person has typed so far. Field by field: what somebody else changed meanwhile and this person did not touch stays as it
/// is and is told; where both wrote, the newer text stands and the other is kept beside it. Raises no event and writes no log entry: a
/// text begun is nobody's business but the body's.
/// </summary>
public sealed class SaveWorkingDraft(IWorkingDraftStore drafts, IRoundStore rounds, ProcessClock clock)
{
    /// <summary>Longest text of one field that is kept; what may be submitted is shorter.</summary>
    public const int LongestText = 100_000;

    private const int Attempts = 10;
    private const int MostKept = 5;

    private readonly BegunMark mark = new(drafts, rounds);

    /// <summary>Saves, and keeps it true on the body's row whether it has begun.</summary>
    /// <exception cref="CommandRefusedException">A text is longer than <see cref="LongestText"/>: nothing was saved.</exception>
    public async Task<DraftSaved> ExecuteAsync(DraftSave save, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(save);
        if (save.Edits.FirstOrDefault(edit => edit.Value.Length > LongestText) is { Key: not null } tooLong)
            throw CommandRefusedException.Invalid(tooLong.Key, $"Der Text ist länger als {LongestText} Zeichen.");
        for (var attempt = 1; ; attempt++)
        {
            var rows = await drafts.ReadAsync(save.RoundId, save.BodyId, cancellationToken);
            var merge = new Merge(save, rows, clock.GetUtcNow());
            try
            {
                await drafts.CommitAsync(save.RoundId, merge.Put, [], cancellationToken);
                var result = merge.Result();
                if (save.HasNewFiles || BegunMark.IsPending(result.Fields, save.Submitted))
                    await mark.SetAsync(save.RoundId, save.BodyId, isBegun: true, cancellationToken);
                else if (merge.Put.Count > 0)
                    await mark.RenewAsync(save.RoundId, save.BodyId, save.Submitted, cancellationToken);
                return result;
            }
            catch (StoreConflictException) when (attempt < Attempts)
            {
                // Somebody else of the body saved in between: merge with that.
            }
        }
    }

    private sealed class Merge
    {
        private readonly Dictionary<string, DraftFieldRecord> after;
        private readonly List<DraftFieldRecord> put = [];
        private readonly List<DraftFieldRecord> changes = [];
        private readonly List<string> conflicts = [];
        private readonly DateTimeOffset now;

        public Merge(DraftSave save, IReadOnlyList<DraftFieldRecord> rows, DateTimeOffset now)
        {
            this.now = now;
            after = rows.ToDictionary(row => row.Field, StringComparer.Ordinal);
            var fields = save.Edits.Keys.Union(after.Keys, StringComparer.Ordinal);
            if (save.IsWhole)
                fields = fields.Union(save.Submitted.Keys, StringComparer.Ordinal);
            foreach (var field in fields.Where(save.MayWrite).ToList())
                Field(save, field, after.GetValueOrDefault(field));
        }

        public IReadOnlyList<DraftFieldRecord> Put => put;

        public DraftSaved Result() => new() { At = now, Fields = [.. after.Values], Changes = changes, Conflicts = conflicts };

        private void Field(DraftSave save, string field, DraftFieldRecord? row)
        {
            var submitted = save.Submitted.GetValueOrDefault(field) ?? "";
            var stored = row?.Text ?? submitted;
            var isTyped = save.Edits.TryGetValue(field, out var typed);
            typed ??= save.IsWhole ? "" : stored;
            if (typed == stored && (isTyped || save.IsWhole))
                return;

            var seen = save.Seen.GetValueOrDefault(field) ?? "";
            var isMine = row?.Session == save.Session;
            var isAsSeen = TextMark.Of(stored) == seen;
            if (!isTyped && !save.IsWhole)
            {
                // This page did not touch it: tell what it does not show yet.
                if (row is not null && !isMine && !isAsSeen)
                    changes.Add(row);
            }
            else if (isMine || isAsSeen)
            {
                var kept = row?.Kept ?? [];
                Write(save, field, typed, row, save.KeepsReplaced && !typed.Contains(stored, StringComparison.Ordinal) ? With(stored, row, kept) : kept);
            }
            else if (TextMark.Of(typed) == seen)
            {
                if (row is not null)
                    changes.Add(row);
            }
            else
            {
                conflicts.Add(field);
                Write(save, field, typed, row, With(stored, row, row?.Kept ?? []));
            }
        }

        private IReadOnlyList<KeptText> With(string replaced, DraftFieldRecord? row, IReadOnlyList<KeptText> kept)
        {
            var newest = new KeptText { Text = replaced, By = row?.By, Via = row?.Via, At = row?.At ?? now };
            return [.. kept.Prepend(newest).Where(text => text.Text.Length > 0).DistinctBy(text => text.Text).Take(MostKept)];
        }

        private void Write(DraftSave save, string field, string text, DraftFieldRecord? row, IReadOnlyList<KeptText> kept)
        {
            var next = new DraftFieldRecord
            {
                BodyId = save.BodyId,
                Field = field,
                Text = text,
                By = save.By,
                Via = save.Via,
                Session = save.Session,
                At = now,
                Kept = kept,
                Version = row?.Version,
            };
            after[field] = next;
            put.Add(next);
        }
    }
}

/// <summary>What a page asks to save.</summary>
public sealed record DraftSave
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The opened page it comes from.</summary>
    public required string Session { get; init; }

    /// <summary>The name that its author gave; null for none.</summary>
    public string? By { get; init; }

    /// <summary>The link it came by, as in <see cref="DraftFieldRecord.Via"/>.</summary>
    public string? Via { get; init; }

    /// <summary>Texts by field: all that are not empty where <see cref="IsWhole"/>, else those that were touched.</summary>
    public required IReadOnlyDictionary<string, string> Edits { get; init; }

    /// <summary>Marks (<see cref="TextMark"/>) of the texts the page had shown, by field; fields shown empty are missing.</summary>
    public required IReadOnlyDictionary<string, string> Seen { get; init; }

    /// <summary>What stands in a field that was never saved: the body's newest submitted version.</summary>
    public required IReadOnlyDictionary<string, string> Submitted { get; init; }

    /// <summary>Whether files were added or taken out that are not submitted so: then it has begun, whatever the texts are.</summary>
    public bool HasNewFiles { get; init; }

    /// <summary>Whether <see cref="Edits"/> is the whole form, so that a field that is missing is empty.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Which fields this person may write; the others are left as they are, and nothing is told of them.</summary>
    public Func<string, bool> MayWrite { get; init; } = _ => true;

    /// <summary>Whether a text that is replaced stays beside the field: where a button fills it, not a person's hand.</summary>
    public bool KeepsReplaced { get; init; }
}

/// <summary>What is stored after saving.</summary>
public sealed record DraftSaved
{
    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The whole working draft.</summary>
    public required IReadOnlyList<DraftFieldRecord> Fields { get; init; }

    /// <summary>Fields that others changed since the page was shown, and that this person did not touch: as they are now.</summary>
    public required IReadOnlyList<DraftFieldRecord> Changes { get; init; }

    /// <summary>Fields where both wrote: this person's text stands, the other's is kept.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }
}
