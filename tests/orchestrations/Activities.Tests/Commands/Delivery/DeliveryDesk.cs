using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Activities.Tests.Commands.Delivery;

/// <summary>What the mail service reports to an office, and what its staff do about it.</summary>
internal static class DeliveryDesk
{
    public static readonly DateTimeOffset Attempt = new(2026, 3, 2, 8, 0, 5, TimeSpan.Zero);

    public static TakeDeliveryReport Reports(this TestOffice office) =>
        new(office.Store, office.Contacts, office.Deliveries, office.Suppressed, office.Secret, office.Clock, NullLogger<TakeDeliveryReport>.Instance);

    /// <summary>Reports on a sent mail.</summary>
    public static async Task<bool> ReportAsync(
        this TestOffice office, string round, string mailId, DeliveryStatus status, string recipient, DateTimeOffset? attemptAt = null)
    {
        var operation = (await office.ReadAsync(round)).Mail(mailId)!.OperationId!.Value;
        return await office.Reports().ExecuteAsync(
            new() { OperationId = operation, Recipient = recipient, Status = status, AttemptAt = attemptAt ?? Attempt }, default);
    }

    public static Task<CommandResult> MendAsync(this TestOffice office, string round, string bodyId, params string[]? emails) =>
        new MendContact(office.Store, office.Contacts, office.Suppressed, office.Clock).ExecuteAsync(
            new() { RoundId = round, BodyId = bodyId, Emails = emails, Unchanged = emails is null, Who = "Ada Probe" }, default);
}
