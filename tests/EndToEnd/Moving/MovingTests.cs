using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Embedded.Serving;
using LipServerless.Embedded.Serving.Archives;
using LipServerless.EndToEnd.Tests.Playing;

namespace LipServerless.EndToEnd.Tests.Moving;

/// <summary>
/// A round that moves between two places in its midst ends as one that never moved: every link goes on working, no mail is doubled, none is
/// missing. Places are storage prefixes with a host and a task hub each; a function app on Azure is reached by the same adapters.
/// </summary>
public sealed class MovingTests
{
    [Fact]
    public async Task Round_MovedThereAndBackOverHttp_EndsAsTheUndisturbedOne()
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var here = new Run();
        using var there = new Run();
        var play = new RoundPlay();
        var life = await HostedLife.StartAsync(here, CancellationToken.None);
        try
        {
            foreach (var act in play.Acts)
            {
                await life.ReachAsync(act.At, CancellationToken.None);
                if (act.Name is "council 7 again")
                    life = await MoveAsync(life, here, there);
                else if (act.Name is "adoption")
                    life = await MoveAsync(life, there, here);
                await act.PlayAsync(life, CancellationToken.None);
            }

            var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
            end.MustKeepPromises(undisturbed, play.Receipts, "moved there and back");
        }
        finally
        {
            await life.DisposeAsync();
        }
    }

    [Fact]
    public async Task Round_MovedAtTheKeyboardWhileNoHostRuns_EndsAsTheUndisturbedOne()
    {
        var undisturbed = await Undisturbed.EndAsync();
        using var here = new Run();
        using var there = new Run();
        var play = new RoundPlay();
        var life = await HostedLife.StartAsync(here, CancellationToken.None);
        try
        {
            foreach (var act in play.Acts)
            {
                await life.ReachAsync(act.At, CancellationToken.None);
                if (act.Name == "council 2")
                {
                    await life.DisposeAsync();
                    await CarryAsync(here, there);
                    life = await HostedLife.StartAsync(there, CancellationToken.None);
                }

                await act.PlayAsync(life, CancellationToken.None);
            }

            var end = await RoundEnd.ReadAsync(life.Host, play.Receipts, CancellationToken.None);
            end.MustKeepPromises(undisturbed, play.Receipts, "moved at the keyboard");
        }
        finally
        {
            await life.DisposeAsync();
        }
    }

    private static async Task<HostedLife> MoveAsync(HostedLife from, Run here, Run there)
    {
        using var staff = Staff(from);
        using var stopped = await staff.PostAsJsonAsync($"api/rounds/{RoundPlay.RoundId}/move", new { reason = "Umzug" });
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        var zip = await staff.GetByteArrayAsync($"api/rounds/{RoundPlay.RoundId}/export?for=move");
        await from.DisposeAsync();
        TakeAlong(here, there);

        var life = await HostedLife.StartAsync(there, CancellationToken.None);
        using var newStaff = Staff(life);
        using var content = new ByteArrayContent(zip);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var taken = await newStaff.PostAsync("api/rounds/import", content);
        Assert.True(taken.StatusCode == HttpStatusCode.Created, await taken.Content.ReadAsStringAsync());
        return life;
    }

    private static async Task CarryAsync(Run here, Run there)
    {
        var file = Path.Combine(here.Folder, "umzug.zip");
        await using (var from = await StoredRounds.OpenAsync(here.Folder, here.Settings, _ => { }, CancellationToken.None))
        {
            await from.Get<MoveAway>().ExecuteAsync(RoundPlay.RoundId, null, "Umzug", "Ada Probe", CancellationToken.None);
            await ExportCommand.WriteAsync(from, RoundPlay.RoundId, ArchiveKind.Move, file, CancellationToken.None);
        }

        TakeAlong(here, there);
        await using var to = await StoredRounds.OpenAsync(there.Folder, there.Settings, _ => { }, CancellationToken.None);
        Assert.False((await ImportCommand.ReadAsync(to, file, new ImportConsent(), "Bea Probe", CancellationToken.None)).WasThere);
        Assert.True((await ImportCommand.ReadAsync(to, file, new ImportConsent(), "Bea Probe", CancellationToken.None)).WasThere);
    }

    // The secret of the links; the mail service, which both places share; and the time.
    private static void TakeAlong(Run here, Run there)
    {
        var (from, to) = (Workspace.Open(here.Folder), Workspace.Open(there.Folder));
        File.Copy(from.LinkSecretFile, to.LinkSecretFile, overwrite: true);
        File.Copy(from.ClockFile, to.ClockFile, overwrite: true);
        if (Directory.Exists(to.InboxFolder))
            Directory.Delete(to.InboxFolder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from.InboxFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to.InboxFolder, Path.GetRelativePath(from.InboxFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static HttpClient Staff(HostedLife life)
    {
        var client = new HttpClient { BaseAddress = life.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("x-staff-key", life.StaffKey);
        return client;
    }
}
