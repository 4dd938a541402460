using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Archives;

/// <summary>Rounds of any shape: odd characters, empty and huge texts, many bodies or one, erased side rows and documents, drafts and files.</summary>
internal sealed class RandomRound(int seed, int size)
{
    private static readonly string[] Stuff =
    [
        "Die Stadt sorgt für Plätze.", "\n", "\r\n", "\t", "\0", "\u0001", "\"", "\\", "\\u0022", "{", "}", "</script>", "<b>", "'", "😀", "👩‍👩‍👧", "\ud800", "שלום", "مرحبا", "\u202e", "\u0301", "ß", "İ",
        "\u2028", "\ufeff", "\uffff", "%00", "../", "..\\", "C:\\", "daten/manifest.json", "null", "0", " ", "  ", "=HYPERLINK(1)",
    ];

    private readonly Random random = new(seed);

    public string Consultation { get; } = $"lip-{seed}";

    public string RoundId => $"{Consultation}-r1";

    public async Task StoreAsync(Place place)
    {
        var bodies = Enumerable.Range(1, 1 + random.Next(Math.Min(size, 40))).Select(n => new Body { Id = $"b-{n}", Kind = Any<BodyKind>(), Name = Text() }).ToList();
        var draft = DraftReader.Read(Encoding.UTF8.GetBytes("# Papier\n\nEin Absatz.\n\nNoch einer."), "a.md", DraftLimits.Default).Draft!;
        var file = Bytes(2000);
        var draftFile = $"drafts/{RoundId}/{Hash(file)}.original";
        var draftDocument = $"drafts/{RoundId}/{draft.Hash}.json";
        await place.Documents.PutAsync(draftFile, file, "application/octet-stream", default);
        await place.Documents.PutAsync(draftDocument, JsonSerializer.SerializeToUtf8Bytes(draft), "application/json", default);

        var rows = new List<StoredRecord>();
        foreach (var body in bodies)
            await AddBodyAsync(place, body, rows);
        if (Coin())
            rows.Add(new DecisionRecord { Outcome = default, DraftHash = draft.Hash, DecidedOn = new DateOnly(2026, 5, 1), Note = Text(), RecordedAt = Instant() });
        if (Coin())
            rows.Add(new ErasureRecord { ByRule = [new() { Rule = "mails", At = Instant(), Count = 3 }] });
        var round = new RoundRecord
        {
            RoundId = RoundId,
            Number = 1,
            State = Any<RoundState>(),
            Generation = random.Next(5),
            StartedAt = Instant(),
            Settings = new RoundSettings { Consultation = Consultation, Title = Text(), Bodies = bodies },
            DraftHash = draft.Hash,
            DraftDocument = draftDocument,
            DraftFile = draftFile,
            DraftFileName = Coin() ? "entwurf.md" : Text(),
            FlaggedParagraphs = [.. draft.Paragraphs.Select(p => p.Id).Where(_ => Coin())],
            OutcomeTold = Coin(),
        };
        await CommitAsync(place, [round], rows);
        await EraseAsync(place);
        await place.Contacts.PutAsync(Consultation, new Contact { BodyId = WellKnownIds.SteeringGroup, Emails = ["lenkung@example.org"] }, default);
    }

    private async Task AddBodyAsync(Place place, Body body, List<StoredRecord> rows)
    {
        var versions = random.Next(4);
        rows.Add(new BodyRecord
        {
            BodyId = body.Id,
            Kind = body.Kind,
            Name = body.Name,
            State = Any<BodyState>(),
            Deadline = Instant(),
            CloseReason = Coin() ? Text() : null,
            Versions = versions,
            LatestVersion = versions == 0 ? null : versions,
            Dissent = Coin() ? new DissentMark { At = Instant(), ReceiptNumber = "R", Document = await DocumentAsync(place, "dissents", body.Id, Encoding.UTF8.GetBytes(Text()), "txt", "text/plain; charset=utf-8") } : null,
        });
        for (var number = 1; number <= versions; number++)
        {
            var files = await FilesAsync(place, body.Id);
            var content = new StatementContent { Overall = Text(), Attachments = files, NilReturn = Coin() };
            rows.Add(new StatementRecord
            {
                BodyId = body.Id,
                Number = number,
                Channel = Any<Channel>(),
                ReceiptNumber = Text(),
                StoredAt = Instant(),
                Document = await DocumentAsync(place, "statements", body.Id, content.ToBytes(), "json", "application/json"),
                ContentHash = content.Hash(),
                Attachments = [.. files.Select(f => f.Hash)],
                LateReason = Coin() ? Text() : null,
            });
        }

        // Nothing is leaving: that would hinder the move.
        var mail = new MailRecord { Recipient = body.Id, Owner = body.Id, Kind = MailKind.Invitation, DueAt = Instant(), State = Coin() ? MailState.Due : MailState.Sent, Reason = Coin() ? Text() : null, OperationId = Coin() ? Guid.NewGuid() : null };
        rows.Add(mail);
        if (mail.OperationId is { } operation)
            await place.Deliveries.PutAsync(operation, new MailPlace(RoundId, mail.MailId), default);
        if (Coin())
            rows.Add(new ColleagueLinkRecord { BodyId = body.Id, LinkId = $"k{random.Next(100)}", Role = Any<ColleagueRole>(), MadeAt = Instant(), Generation = 1, Paragraphs = Coin() ? ["p-1"] : null });
        if (Coin())
        {
            await place.Drafts.CommitAsync(
                RoundId,
                [
                    new DraftFieldRecord { BodyId = body.Id, Field = "overall", Text = Text(), Session = "s", At = Instant(), By = Text(), Kept = [new KeptText { Text = Text(), At = Instant() }] },
                    new DraftCommentRecord { BodyId = body.Id, ParagraphId = "p-1", CommentId = "c1", Text = Text(), At = Instant() },
                    new ColleagueNameRecord { BodyId = body.Id, LinkId = "k1", Name = Text() },
                ],
                [],
                default);
            foreach (var begun in await FilesAsync(place, body.Id))
                await place.DraftFiles.PutAsync(RoundId, new DraftAttachmentRecord { BodyId = body.Id, File = begun, At = Instant(), Removed = Coin(), By = Text() }, default);
        }

        if (Coin())
            await place.Contacts.PutAsync(Consultation, new Contact { BodyId = body.Id, Emails = ["a@example.org", Text()], PostalAddress = Text() }, default);
        if (Coin())
            await place.Suppressed.AddAsync(Consultation, Text(), default);
        foreach (var kind in Enum.GetValues<LinkKind>().Where(_ => Coin()))
            await place.Links.PutAsync(new LinkRecord { TokenHash = Hash(Encoding.UTF8.GetBytes($"{RoundId}/{body.Id}/{kind}")), RoundId = RoundId, Recipient = body.Id, Kind = kind, Generation = 1, ColleagueId = Coin() ? "k1" : null }, default);
    }

    private async Task<List<Attachment>> FilesAsync(Place place, string bodyId)
    {
        var files = new List<Attachment>();
        for (var i = random.Next(3); i > 0; i--)
        {
            var content = Bytes(50_000);
            var hash = Hash(content);
            if (!Seldom())
                await place.Files.PutAsync(new AttachmentKey(RoundId, bodyId, hash), content, default);
            files.Add(new Attachment { Hash = hash, Name = Coin() ? $"Beschluss {i}.pdf" : Text(), Size = content.Length, Type = default });
        }

        return files;
    }

    // Some are erased.
    private async Task<string> DocumentAsync(Place place, string folder, string bodyId, byte[] content, string extension, string contentType)
    {
        var name = $"{folder}/{RoundId}/{bodyId}/{Hash(content)}.{extension}";
        if (!Seldom())
            await place.Documents.PutAsync(name, content, contentType, default);
        return name;
    }

    private async Task CommitAsync(Place place, IReadOnlyList<StoredRecord> first, List<StoredRecord> rows)
    {
        await place.Rounds.CommitAsync(RoundId, new RoundChange { Put = first, Audit = [Entry()] }, default);
        foreach (var portion in rows.Chunk(12))
            await place.Rounds.CommitAsync(RoundId, new RoundChange { Put = portion, Audit = [.. Enumerable.Range(0, random.Next(8)).Select(_ => Entry())] }, default);
    }

    private async Task EraseAsync(Place place)
    {
        foreach (var line in (await place.Rounds.ReadAuditAsync(RoundId, default)).Where(_ => Seldom()))
            await place.RoundRows.DeleteEntityAsync(RoundId, line.Side!.Key);
    }

    private AuditEntry Entry() => new()
    {
        At = Instant(),
        Verb = "test",
        Subject = string.Create(CultureInfo.InvariantCulture, $"s-{random.Next()}"),
        Channel = "api",
        Who = Text(),
        Detail = Coin() ? Text() : null,
    };

    // Now and then one that needs several columns.
    private string Text()
    {
        var text = new StringBuilder();
        for (var i = random.Next(6); i > 0; i--)
            text.Append(Stuff[random.Next(Stuff.Length)]);
        if (random.Next(25) == 0)
            text.Insert(0, string.Concat(Enumerable.Repeat("Ein langer Text mit Umlauten: äöü und „Zitat“. ", 100 + random.Next(900))));
        return text.ToString();
    }

    private byte[] Bytes(int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private DateTimeOffset Instant() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(3))).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 300));

    private T Any<T>()
        where T : struct, Enum => random.GetItems(Enum.GetValues<T>(), 1)[0];

    private bool Coin() => random.Next(2) == 0;

    private bool Seldom() => random.Next(6) == 0;

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
