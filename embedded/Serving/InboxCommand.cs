using System.CommandLine;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Entra;

namespace LipServerless.Embedded.Serving;

/// <summary>
/// <c>inbox</c>: the local inbox alone, as mail service of an application that runs elsewhere on this machine: in the Functions tools (<c>func start</c>).
/// Prints the settings that lead mail here, and its delivery reports back.
/// </summary>
internal static class InboxCommand
{
    private static readonly Uri Tools = new($"http://127.0.0.1:{EmbeddedHostOptions.UsualPort}/{LipHost.MailEvents}");

    public static Command Create(Option<string> workspace, Option<int> port)
    {
        var reportsTo = new Option<Uri>("--reports-to") { Description = "Wohin Zustellberichte gehen, auf diesem Rechner", DefaultValueFactory = _ => Tools };
        var command = new Command("inbox", "Nur das Postfach, als Maildienst für »func start«") { reportsTo };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Workspace.Open(parsed.GetRequiredValue(workspace)), parsed.GetValue(port), parsed.GetRequiredValue(reportsTo), Console.WriteLine, cancellationToken));
        return command;
    }

    /// <returns>The exit code: 1 where the port is taken, the folder is another inbox's, or reports would leave this machine.</returns>
    internal static async Task<int> RunAsync(Workspace workspace, int port, Uri reportsTo, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            await using var inbox = await InboxServer.StartAsync(new() { Folder = workspace.InboxFolder, Port = port }, cancellationToken);
            // The application may start later: the handshake is tried until it answers.
            inbox.Subscribe(reportsTo);
            say($"Postfach:  {inbox.Address}");
            say($"Berichte:  {reportsTo}");
            say("Für local.settings.json:");
            say($"  \"Lip__Mail__ConnectionString\": \"{inbox.ConnectionString}\",");
            say($"  \"Lip__Entra__TenantId\": \"{EntraStandIn.TenantId}\",");
            say($"  \"Lip__Entra__ClientId\": \"{EntraStandIn.Audience}\",");
            say($"  \"Lip__Entra__Authority\": \"{inbox.Authority.AbsoluteUri}\",");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C or SIGTERM.
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"Das Postfach beginnt nicht: {e.Message}");
            return 1;
        }

        return 0;
    }
}
