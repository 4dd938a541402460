using System.CommandLine;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Embedded.Serving;

/// <summary>
/// <c>inbox</c>: the local inbox alone, as mail service of an application that runs elsewhere on this machine: in the Functions tools (<c>func start</c>).
/// Prints the settings that lead mail here.
/// </summary>
internal static class InboxCommand
{
    public static Command Create(Option<string> workspace, Option<int> port)
    {
        var command = new Command("inbox", "Nur das Postfach, als Maildienst für »func start«");
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(Workspace.Open(parsed.GetRequiredValue(workspace)), parsed.GetValue(port), Console.WriteLine, cancellationToken));
        return command;
    }

    /// <returns>The exit code: 1 where the port is taken or the folder is another inbox's.</returns>
    internal static async Task<int> RunAsync(Workspace workspace, int port, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            await using var inbox = await InboxServer.StartAsync(new() { Folder = workspace.InboxFolder, Port = port }, cancellationToken);
            say($"Postfach:  {inbox.Address}");
            say("Für local.settings.json:");
            say($"  \"Lip__Mail__ConnectionString\": \"{inbox.ConnectionString}\",");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C or SIGTERM.
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Das Postfach beginnt nicht: {e.Message}");
            return 1;
        }

        return 0;
    }
}
