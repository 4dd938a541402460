using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>An archive that is not what it says is refused with a sentence, and nothing of it is stored.</summary>
public sealed class BrokenArchiveTests
{
    private const string RoundRows = "daten/zeilen/rounds.jsonl";
    private const string LinkRows = "daten/zeilen/links.jsonl";
    private const int Seed = 20261120;

    private static readonly Lazy<Task<byte[]>> Sound = new(MakeAsync);

    private static readonly Dictionary<string, (Func<byte[], byte[]> Break, string Says)> Faults = new(StringComparer.Ordinal)
    {
        ["no zip file"] = (_ => "Das ist keine ZIP-Datei."u8.ToArray(), "ZIP-Datei"),
        ["empty"] = (_ => [], "ZIP-Datei"),
        ["cut off"] = (zip => zip[..(zip.Length * 2 / 3)], "ZIP-Datei"),
        ["cut off within its directory"] = (zip => zip[..^10], "ZIP-Datei"),
        ["another zip file"] = (_ => Zip.Of([("a.txt", [1])]), "fehlt"),
        ["missing entry"] = (zip => Zip.With(zip, entries => entries.RemoveAt(entries.FindIndex(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)))), "fehlt"),
        ["missing entry, sealed"] = (zip => Zip.With(zip, entries =>
        {
            entries.RemoveAt(entries.FindIndex(entry => entry.Name.StartsWith("daten/dokumente/statements/", StringComparison.Ordinal)));
            Zip.Seal(entries);
        }), "fehlt"),
        ["changed byte"] = (zip => Zip.With(zip, entries => Zip.Replace(entries, RoundRows, content =>
        {
            content[^20] ^= 1;
            return content;
        })), "Prüfsumme"),
        ["changed byte of a page"] = (zip => Zip.With(zip, entries => Zip.Replace(entries, "index.html", content => [.. content[..^1], (byte)'!'])), "Prüfsumme"),
        ["extra entry"] = (zip => Zip.With(zip, entries => entries.Add(("daten/mehr.txt", [1]))), "steht nicht im Verzeichnis"),
        ["entry twice"] = (zip => Zip.With(zip, entries => entries.Add(("index.html", [1]))), "zweimal"),
        ["path out of the folder"] = (zip => Named(zip, "../../etc/passwd"), "Namen"),
        ["path out of the folder, within"] = (zip => Named(zip, "lesen/../../a"), "Namen"),
        ["absolute path"] = (zip => Named(zip, "/etc/passwd"), "Namen"),
        ["path of Windows"] = (zip => Named(zip, "..\\..\\a"), "Namen"),
        ["drive"] = (zip => Named(zip, "C:/a"), "Namen"),
        ["more unpacked than said"] = (zip => Zip.With(zip, entries => Zip.Replace(entries, "index.html", _ => new byte[8 * 1024 * 1024])), "Größe"),
        ["bomb"] = (zip => Zip.Manifest(zip, manifest => manifest["entries"]![0]!["size"] = ArchiveLimits.EntryBytes + 1), "zu groß"),
        ["many bombs"] = (zip => Zip.Manifest(zip, manifest =>
        {
            foreach (var entry in manifest["entries"]!.AsArray())
                entry!["size"] = ArchiveLimits.EntryBytes;
        }), "zu groß"),
        ["bomb for a manifest"] = (zip => Zip.With(zip, entries => Zip.Replace(entries, ArchiveManifest.Path, content => [.. content, .. Enumerable.Repeat((byte)' ', 16 * 1024 * 1024)])), "zu groß"),
        ["manifest of another size"] = (zip => Zip.Manifest(zip, manifest => manifest["entries"]![0]!["size"] = 1), "Größe"),
        ["manifest without a field"] = (zip => Zip.Manifest(zip, manifest => manifest.Remove("logHash")), "nicht lesbar"),
        ["manifest with null"] = (zip => Zip.Manifest(zip, manifest => manifest["entries"]!.AsArray().Add(null)), "nicht lesbar"),
        ["no manifest but JSON"] = (zip => Zip.With(zip, entries => Zip.Replace(entries, ArchiveManifest.Path, _ => "{}"u8.ToArray())), "kein Archiv"),
        ["later version"] = (zip => Zip.Manifest(zip, manifest => manifest["version"] = 2), "Formatversion 2"),
        ["other format"] = (zip => Zip.Manifest(zip, manifest => manifest["format"] = "other"), "kein Archiv"),
        ["of another round"] = (zip => Zip.Manifest(zip, manifest => manifest["roundId"] = "lip-r9"), "anderen Runde"),
        ["said to be a backup"] = (zip => Zip.Manifest(zip, manifest => manifest["kind"] = "Backup"), "angehalten"),
        ["log entry missing"] = (zip => Zip.Sealed(zip, RoundRows, text => Without(text, "9-audit-00000002")), "Protokoll"),
        ["log entry changed"] = (zip => Zip.Sealed(zip, RoundRows, text => text.Replace("\"Subject\":\"s-", "\"Subject\":\"t-", StringComparison.Ordinal)), "Protokoll"),
        ["end of log missing"] = (zip => Zip.Sealed(zip, RoundRows, WithoutLastEntry), "Protokoll"),
        ["body missing"] = (zip => Zip.Sealed(zip, RoundRows, text => Without(text, "\"1-body-b-1\"")), "Gremiums"),
        ["round missing"] = (zip => Zip.Sealed(zip, RoundRows, text => Without(text, "\"0-round\"")), "nicht lesbar"),
        ["row of an unknown kind"] = (zip => Zip.Sealed(zip, RoundRows, text => text.Replace("\"1-body-b-1\"", "\"5-new-b-1\"", StringComparison.Ordinal)), "nicht lesbar"),
        ["row under another key"] = (zip => Zip.Sealed(zip, RoundRows, text => text.Replace("\"key\":\"1-body-b-1\"", "\"key\":\"1-body-b-9\"", StringComparison.Ordinal)), "nicht lesbar"),
        ["row twice"] = (zip => Zip.Sealed(zip, RoundRows, text => text + text.Split('\n').First(line => line.Contains("1-body-b-1", StringComparison.Ordinal)) + "\n"), "nicht lesbar"),
        ["rows that are no JSON"] = (zip => Zip.Sealed(zip, RoundRows, text => text + "{\n"), "nicht lesbar"),
        ["row of another round"] = (zip => Zip.Sealed(zip, RoundRows, text => text.Replace($"\"partition\":\"lip-{Seed}-r1\",\"key\":\"1-body-b-1\"", "\"partition\":\"lip-1-r1\",\"key\":\"1-body-b-1\"", StringComparison.Ordinal)), "gehört nicht"),
        ["link of another round"] = (zip => Zip.Sealed(zip, LinkRows, text => text.Replace($"\"RoundId\":\"lip-{Seed}-r1\"", "\"RoundId\":\"lip-1-r1\"", StringComparison.Ordinal)), "gehört nicht"),
        ["document of another round"] = (zip => Zip.With(zip, entries =>
        {
            Zip.Replace(entries, ArchiveManifest.Path, content => System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(content).Replace($"\"name\": \"statements/lip-{Seed}-r1/", "\"name\": \"statements/lip-1-r1/", StringComparison.Ordinal)));
        }), "Dokument"),
    };

    public static TheoryData<string> All => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Import_BrokenArchive_SaysSoAndStoresNothing(string fault)
    {
        var place = new Place();
        var (breaking, says) = Faults[fault];
        var broken = breaking(await Sound.Value);

        var refusal = await Assert.ThrowsAsync<CommandRefusedException>(() => place.ImportAsync(broken));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await place.EverythingAsync());
    }

    [Fact]
    public async Task Import_SoundArchive_IsTaken()
    {
        var place = new Place();

        await place.ImportAsync(await Sound.Value);

        Assert.NotNull(await place.Rounds.ReadAsync($"lip-{Seed}-r1", default));
    }

    private static async Task<byte[]> MakeAsync()
    {
        var place = new Place();
        var round = new RandomRound(Seed, 6);
        await round.StoreAsync(place);
        await place.Links.PutAsync(new LinkRecord { TokenHash = new string('a', 64), RoundId = round.RoundId, Recipient = "b-1", Kind = LinkKind.Reply, Generation = 1 }, default);
        return await place.HandOverAsync(round.RoundId);
    }

    private static byte[] Named(byte[] zip, string name) => Zip.With(zip, entries =>
    {
        entries.Add((name, [1]));
        Zip.Seal(entries);
    });

    private static string Without(string lines, string what) => string.Join('\n', lines.Split('\n').Where(line => !line.Contains(what, StringComparison.Ordinal)));

    private static string WithoutLastEntry(string lines)
    {
        var last = lines.Split('\n').Where(line => line.Contains("\"key\":\"9-audit-", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
        return Without(lines, last);
    }
}
