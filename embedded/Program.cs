using System.CommandLine;
using LipServerless.Embedded.Demo;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Serving;
using LipServerless.Embedded.Serving.Archives;

var workspace = new Option<string>("--workspace") { Description = "Ordner für Daten, Postfach und Schlüssel dieses Rechners", DefaultValueFactory = _ => ".lip", Recursive = true };
var port = new Option<int>("--port") { Description = "Port auf 127.0.0.1; 0 für einen freien", DefaultValueFactory = _ => EmbeddedHostOptions.UsualPort };
var inboxPort = new Option<int>("--inbox-port") { Description = "Port des Postfachs; 0 für einen freien", DefaultValueFactory = _ => LipHostOptions.UsualInboxPort, Recursive = true };


// For tests: weeks in seconds, beside other hosts.
var pace = Pace.Option();
pace.Hidden = true;
var freeStoragePorts = new Option<bool>("--free-storage-ports") { Hidden = true };

var root = new RootCommand("LipServerless: Beteiligungsrunden in einem Prozess") { workspace, port, inboxPort, pace, freeStoragePorts };
root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(
    new()
    {
        Workspace = parsed.GetRequiredValue(workspace),
        Port = parsed.GetValue(port),
        InboxPort = parsed.GetValue(inboxPort),
        FreeStoragePorts = parsed.GetValue(freeStoragePorts),
        Say = Console.WriteLine,
    },
    parsed.GetResult(pace) is null ? null : parsed.GetValue(pace),
    cancellationToken));
root.Subcommands.Add(StaffCommand.Create(workspace));
root.Subcommands.Add(ExportCommand.Create(workspace));
root.Subcommands.Add(ImportCommand.Create(workspace));
root.Subcommands.Add(DemoCommand.Create());
root.Subcommands.Add(PilotCommand.Create(workspace));
root.Subcommands.Add(InboxCommand.Create(workspace, inboxPort));

// After Ctrl+C or SIGTERM what runs is drained and Azurite saves: that takes longer than the two seconds usually granted, and less than the
// ten after which service managers kill. What is still under way then is done again at the next start.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(9.5) });
