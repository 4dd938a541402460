using System.CommandLine;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands.Archives;

namespace LipServerless.Embedded.Serving.Archives;

/// <summary><c>export ROUND FILE</c>: writes a round's archive into a file, whether the host runs or not.</summary>
public static class ExportCommand
{
    internal static Command Create(Option<string> workspace)
    {
        var round = new Argument<string>("round") { Description = "Kennung der Runde, zum Beispiel lip-2027-r1" };
        var file = new Argument<string>("file") { Description = "Datei, die geschrieben wird (.zip); es darf sie noch nicht geben" };
        var backup = new Option<bool>("--backup") { Description = "Sicherung mit allem, auch Adressen und Angefangenem; die Runde läuft hier weiter" };
        var closing = new Option<bool>("--closing") { Description = "Umzug: hält die Runde hier an und gibt alles aus, damit sie anderswo weitergeht" };
        var address = new Option<string?>("--new-address") { Description = "Mit --closing: die neue Adresse, falls sie sich ändert; Seiten verweisen dorthin" };
        var reason = new Option<string>("--reason") { Description = "Mit --closing: Begründung für das Protokoll", DefaultValueFactory = _ => "Umzug an einen anderen Ort" };
        var who = Who();
        var command = new Command("export", "Eine Runde als ZIP ausgeben: zum Aufheben, als Sicherung oder zum Umzug") { round, file, backup, closing, address, reason, who };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(backup) && parsed.GetValue(closing))
                parsed.AddError("--backup und --closing schließen einander aus.");
        });
        command.SetAction((parsed, cancellationToken) => StoredRounds.RunAsync(
            parsed.GetRequiredValue(workspace),
            async rounds =>
            {
                var id = parsed.GetRequiredValue(round);
                if (parsed.GetValue(closing))
                    await rounds.Get<MoveAway>().ExecuteAsync(id, parsed.GetValue(address), parsed.GetRequiredValue(reason), parsed.GetRequiredValue(who), cancellationToken);
                var kind = parsed.GetValue(closing) ? ArchiveKind.Move : parsed.GetValue(backup) ? ArchiveKind.Backup : ArchiveKind.Archive;
                await WriteAsync(rounds, id, kind, parsed.GetRequiredValue(file), cancellationToken);
                Console.WriteLine($"{id}: {Path.GetFullPath(parsed.GetRequiredValue(file))}");
                if (kind != ArchiveKind.Archive)
                    Console.WriteLine("Die Datei enthält Adressen und nicht Abgegebenes: bitte vertraulich behandeln.");
                if (kind == ArchiveKind.Move)
                    Console.WriteLine("Die Runde ist hier angehalten. Sie geht dort weiter, wo die Datei eingelesen wird; dort muss Lip:LinkSecret dasselbe sein.");
            },
            cancellationToken));
        return command;
    }

    internal static Option<string> Who() => new("--who") { Description = "Name für das Protokoll", DefaultValueFactory = _ => Environment.UserName };

    /// <summary>Writes an archive; a file of that name is there only once it is whole. An existing one is not replaced.</summary>
    public static async Task WriteAsync(StoredRounds rounds, string roundId, ArchiveKind kind, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        if (File.Exists(file))
            throw new IOException($"Die Datei '{file}' gibt es schon.");
        var archive = await rounds.Get<ExportRound>().PrepareAsync(roundId, kind, cancellationToken);
        var unfinished = file + ".teil";
        try
        {
            await using (var stream = new FileStream(unfinished, OwnerOnly()))
                await archive.WriteAsync(stream, cancellationToken);
            File.Move(unfinished, file);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
