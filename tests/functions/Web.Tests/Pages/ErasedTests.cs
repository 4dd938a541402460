using LipServerless.Activities.Commands.Retention;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Pages;

/// <summary>What readers are told where something was erased.</summary>
public sealed class ErasedTests : IDisposable
{
    private const string File = "f00d";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task SteeringGroup_FileErased_IsToldSoInItsLanguage()
    {
        var round = await FrozenAsync();
        var steering = await site.LinkAsync(round.RoundId, "lenkungsgruppe", LinkKind.Steering, generation: 1);
        var path = $"s/{steering}/files/{RoundBuilder.YouthRingId}/1/{File}";
        Assert.Equal(200, (await site.GetAsync(path)).Status);

        await EraseFileAsync(round.RoundId);

        var gone = await site.GetAsync(path);
        Assert.Equal(410, gone.Status);
        Assert.Contains("wurde gelöscht", gone.Words, StringComparison.Ordinal);
        Assert.Contains("has been erased", (await site.GetAsync(path + "?sprache=en")).Words, StringComparison.Ordinal);
        // A file that never was looks as it did.
        Assert.Equal(404, (await site.GetAsync($"s/{steering}/files/{RoundBuilder.YouthRingId}/1/beef")).Status);
    }

    [Fact]
    public async Task SteeringGroup_AfterAllDays_StillReadsTheSynopsis()
    {
        var round = await FrozenAsync();
        var steering = await site.LinkAsync(round.RoundId, "lenkungsgruppe", LinkKind.Steering, generation: 1);
        await round.ReturnAsync();
        // Abandoned, and then all rules but the links' own.
        site.Office.Time.Advance(TimeSpan.FromDays(730 + 1095));
        await site.Services.GetRequiredService<RetentionSweep>().ExecuteAsync([], default);
        Assert.Equal(404, (await site.GetAsync($"s/{steering}")).Status);

        await site.LinkAsync(round.RoundId, "lenkungsgruppe", LinkKind.Steering, generation: 1);

        var page = await site.GetAsync($"s/{steering}");
        Assert.Equal(200, page.Status);
        Assert.Contains("Mit Anlage", page.Words, StringComparison.Ordinal);
    }

    private async Task<SampleRound> FrozenAsync()
    {
        var round = await new SampleRound(site).StartAsync();
        var file = new Attachment { Name = "anlage.pdf", Type = AttachmentType.Pdf, Size = 1, Hash = File };
        await site.Office.Attachments.PutAsync(new(round.RoundId, RoundBuilder.YouthRingId, File), "x"u8.ToArray(), default);
        await site.Office.SubmitAsync(round.RoundId, RoundBuilder.YouthRingId, new StatementContent { Overall = "Mit Anlage", Attachments = [file] });
        return await round.FreezeAsync();
    }

    private Task EraseFileAsync(string roundId) => site.Services.GetRequiredService<EraseOnRequest>().ExecuteAsync(
        new() { RoundId = roundId, BodyId = RoundBuilder.YouthRingId, What = Rounds.Contracts.Stored.ErasureTarget.Attachment, Hash = File, Reason = "Antrag", Who = "Ada Probe" }, default);
}
