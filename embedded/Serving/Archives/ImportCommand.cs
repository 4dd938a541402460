using System.CommandLine;
using LipServerless.Activities.Commands.Archives;

namespace LipServerless.Embedded.Serving.Archives;

/// <summary><c>import FILE</c>: takes a round in from its archive, whether the host runs or not; the next look of the reconciler starts it.</summary>
public static class ImportCommand
{
    internal static Command Create(Option<string> workspace)
    {
        var file = new Argument<string>("file") { Description = "Archiv einer Runde (.zip)" };
        var backup = new Option<bool>("--backup") { Description = "Eine Sicherung einlesen: nur, wenn es die Runde dort nicht mehr gibt, wo sie gesichert wurde" };
        var otherSecret = new Option<bool>("--other-secret") { Description = "Auch mit anderem Lip:LinkSecret: Alle verschickten Links sind dann ungültig" };
        var who = ExportCommand.Who();
        var command = new Command("import", "Eine Runde aus ihrem Archiv einlesen") { file, backup, otherSecret, who };
        command.SetAction((parsed, cancellationToken) => StoredRounds.RunAsync(
            parsed.GetRequiredValue(workspace),
            async rounds =>
            {
                var consent = new ImportConsent { FromBackup = parsed.GetValue(backup), OtherSecret = parsed.GetValue(otherSecret) };
                var imported = await ReadAsync(rounds, parsed.GetRequiredValue(file), consent, parsed.GetRequiredValue(who), cancellationToken);
                Console.WriteLine(imported.WasThere
                    ? $"{imported.RoundId}: Dieses Archiv war schon eingelesen; es hat sich nichts geändert."
                    : $"{imported.RoundId}: eingelesen. Ein laufender Dienst führt sie innerhalb von zehn Minuten weiter, sonst der nächste Start.");
            },
            cancellationToken));
        return command;
    }

    /// <summary>Takes a round in from a file.</summary>
    public static async Task<RoundImported> ReadAsync(StoredRounds rounds, string file, ImportConsent consent, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 81_920, FileOptions.Asynchronous);
        return await rounds.Get<ImportRound>().ExecuteAsync(stream, consent, who, cancellationToken);
    }
}
