using LipServerless.Activities.Commands.Delivery;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Activities.Tests.Commands.Delivery.DeliveryDesk;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.Delivery;

public sealed class TakeDeliveryReportTests
{
    private const string Invitation = $"{RoundTableId}.Invitation.0";
    private const string First = "erste@example.org";
    private const string Second = "zweite@example.org";

    private readonly TestOffice office = new();

    [Fact]
    public async Task Delivered_IsRecordedWithoutTheAddress_AndMarksNobody()
    {
        var round = await InvitedAsync();

        Assert.True(await office.ReportAsync(round, Invitation, DeliveryStatus.Delivered, First));

        var view = await office.ReadAsync(round);
        var delivery = Assert.Single(view.Mail(Invitation)!.Deliveries);
        Assert.Equal((DeliveryStatus.Delivered, Attempt), (delivery.Status, delivery.AttemptAt));
        Assert.DoesNotContain("erste", delivery.Recipient, StringComparison.Ordinal);
        Assert.Null(view.Body(RoundTableId)!.Undeliverable);
        Assert.False(view.Mail(Invitation)!.HasGoneAstray);
        Assert.Equal(AuditVerb.MailDelivered, (await office.VerbsAsync(round))[^1]);
    }

    [Theory]
    [InlineData(DeliveryStatus.Bounced)]
    [InlineData(DeliveryStatus.Suppressed)]
    public async Task AddressTakesNoMail_MarksTheBodyAndSuppressesTheAddress(DeliveryStatus status)
    {
        var round = await InvitedAsync();

        await office.ReportAsync(round, Invitation, status, First.ToUpperInvariant());

        var mark = (await office.BodyAsync(round, RoundTableId)).Undeliverable!;
        Assert.Equal((office.Clock.GetUtcNow(), Invitation), (mark.At, mark.MailId));
        Assert.True(await office.Suppressed.ContainsAsync("lip", First, default));
        Assert.Equal([AuditVerb.MailNotDelivered, AuditVerb.BodyUndeliverable], (await office.VerbsAsync(round)).TakeLast(2));
    }

    [Theory]
    [InlineData(DeliveryStatus.Failed)]
    [InlineData(DeliveryStatus.Quarantined)]
    [InlineData(DeliveryStatus.FilteredSpam)]
    public async Task AnotherEnd_ShowsAndMarksNobody(DeliveryStatus status)
    {
        var round = await InvitedAsync();

        await office.ReportAsync(round, Invitation, status, First);

        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.True((await office.ReadAsync(round)).Mail(Invitation)!.HasGoneAstray);
        Assert.False(await office.Suppressed.ContainsAsync("lip", First, default));
    }

    [Fact]
    public async Task AnotherAddressOfTheBody_IsSuppressedButMarksNobody()
    {
        var round = await InvitedAsync();
        await office.SubmitAsync(round, RoundTableId);
        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        await office.ReportAsync(round, $"{RoundTableId}.Receipt.1", DeliveryStatus.Bounced, Second);
        await office.ReportAsync(round, $"{RoundTableId}.Receipt.1", DeliveryStatus.Delivered, First);

        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.True(await office.Suppressed.ContainsAsync("lip", Second, default));
        Assert.Equal(2, (await office.ReadAsync(round)).Mail($"{RoundTableId}.Receipt.1")!.Deliveries.Count);
    }

    [Fact]
    public async Task AMailTheOfficeDoesNotKnow_IsNoneOfOurs()
    {
        await InvitedAsync();

        Assert.False(await office.Reports().ExecuteAsync(
            new DeliveryReport { OperationId = Guid.NewGuid(), Recipient = First, Status = DeliveryStatus.Bounced, AttemptAt = Attempt }, default));
        Assert.False(await office.Suppressed.ContainsAsync("lip", First, default));
    }

    // Delivered first, then it comes back; and what was reported of the attempts before.
    private static readonly (DeliveryStatus Status, int Minute)[] Story =
        [(DeliveryStatus.Failed, 0), (DeliveryStatus.Delivered, 5), (DeliveryStatus.Bounced, 5), (DeliveryStatus.Delivered, 2)];

    public static TheoryData<int[]> Orders => [.. Permutations([0, 1, 2, 3])];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task InWhateverOrderAndHoweverOften_TheEndIsTheSame(int[] order)
    {
        var round = await InvitedAsync();

        foreach (var index in order.Concat(order))
            await office.ReportAsync(round, Invitation, Story[index].Status, First, Attempt.AddMinutes(Story[index].Minute));

        var delivery = Assert.Single((await office.ReadAsync(round)).Mail(Invitation)!.Deliveries);
        Assert.Equal((DeliveryStatus.Bounced, Attempt.AddMinutes(5)), (delivery.Status, delivery.AttemptAt));
        Assert.NotNull((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.Single(await office.VerbsAsync(round), AuditVerb.BodyUndeliverable);
    }

    [Fact]
    public async Task RepeatedAfterMending_ChangesNothing()
    {
        var round = await InvitedAsync();
        await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, First);
        await office.MendAsync(round, RoundTableId, null);

        Assert.True(await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, First));

        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.False(await office.Suppressed.ContainsAsync("lip", First, default));
    }

    [Fact]
    public async Task NewsOfAMailThatLeftBeforeMending_ShowsAndMarksNobody()
    {
        var round = await InvitedAsync();
        office.Time.Advance(TimeSpan.FromHours(1));
        await office.MendAsync(round, RoundTableId, "neu@example.org");

        await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, First);

        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.True((await office.ReadAsync(round)).Mail(Invitation)!.HasGoneAstray);
    }

    [Fact]
    public async Task NewsOfAMailThatLeftBeforeTheSameAddressWasMended_MarksNobody()
    {
        var round = await InvitedAsync();
        await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, First);
        office.Time.Advance(TimeSpan.FromHours(1));
        await office.MendAsync(round, RoundTableId, null);

        await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, First, Attempt.AddMinutes(30));

        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.False(await office.Suppressed.ContainsAsync("lip", First, default));
    }

    [Fact]
    public async Task RowsOfMailsAreErased_TheirReportsAreNoneOfOurs()
    {
        var round = await InvitedAsync();
        var view = await office.ReadAsync(round);

        await new Activities.Commands.Retention.Erasures.EraseMails(office.Store, office.Deliveries).EraseAsync(view, default);

        Assert.Null(await office.Deliveries.FindAsync(view.Mail(Invitation)!.OperationId!.Value, default));
    }

    private async Task<string> InvitedAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable().Reach(new Contact { BodyId = RoundTableId, Emails = [First, Second] }));
        await office.OpenBodyAsync(round, RoundTableId);
        await office.SendAsync(round, Invitation);
        return round;
    }

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length <= 1
        ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));
}
