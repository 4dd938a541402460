using System.CommandLine;

namespace LipServerless.Embedded.Demo;

/// <summary><c>demo</c>: plays a consultation of two rounds through real HTTP and the links in the mails, weeks in a minute.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var pace = Pace.Option();
        pace.Description = "Wie lange ein Tag des Verfahrens dauert, an dem nichts geschieht: Sekunden (0.2) oder Zeitspanne (00:00:01)";
        pace.DefaultValueFactory = _ => DemoOptions.UsualPace;
        var exit = new Option<bool>("--exit") { Description = "Am Ende aufhören, statt zum Ansehen offen zu bleiben" };
        var draft = new Option<FileInfo>("--draft") { Description = "Ein eigener Entwurf (Markdown oder Text) statt des mitgelieferten" };
        var keep = new Option<bool>("--keep") { Description = "Den Arbeitsordner nicht löschen", Hidden = true };
        draft.AcceptExistingOnly();

        var command = new Command("demo", "Zwei Runden einer Beteiligung vorspielen, Wochen in einer Minute") { pace, exit, draft, keep };
        command.SetAction((parsed, cancellationToken) => DemoRun.RunAsync(
            new()
            {
                Pace = parsed.GetValue(pace),
                Exit = parsed.GetValue(exit),
                Draft = parsed.GetValue(draft),
                Keep = parsed.GetValue(keep),
            },
            cancellationToken));
        return command;
    }
}
