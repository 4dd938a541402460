using LipServerless.Activities.Commands;

namespace LipServerless.Activities.Archives;

/// <summary>Why an archive is not taken: a sentence for staff, and nothing was stored.</summary>
internal static class ArchiveFaults
{
    public const string Field = "archive";

    public static CommandRefusedException Broken(string what) =>
        CommandRefusedException.Invalid(Field, $"Das Archiv ist beschädigt oder unvollständig: {what} Es wurde nichts gespeichert; bitte die Datei noch einmal ausgeben oder übertragen.");

    public static CommandRefusedException Refused(string why) => new(Refusal.Conflict, why);

    public static CommandRefusedException TooLarge() =>
        CommandRefusedException.Invalid(Field, $"Das Archiv ist ausgepackt zu groß: höchstens {ArchiveLimits.TotalBytes / (1024 * 1024)} MiB in {ArchiveLimits.Entries} Dateien, jede höchstens {ArchiveLimits.EntryBytes / (1024 * 1024)} MiB.");
}
