using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;

namespace LipServerless.Rounds.Attendance;

/// <summary>The deeds of a body's loop, as calls of activities.</summary>
internal sealed class BodyAttendance(TaskOrchestrationContext context, BodyInput input)
{
    private readonly Vigil vigil = new(context);

    private BodyInput Input => input with { AsOf = vigil.Now };

    public Task<BodyStep> ReadStep()
    {
        vigil.BeginTurn();
        return context.CallActivityAsync<BodyStep>(TaskNames.ReadBodyStep, Input, Patience.Long);
    }

    public Task Open() => Do(TaskNames.OpenBody, Input);

    public Task Remind(int step) => Do(TaskNames.RemindBody, Input with { ReminderStep = step });

    public Task Close() => Do(TaskNames.CloseBody, Input);

    public Task Send(string? mailId) => Do(TaskNames.SendMail, new SendMailInput
    {
        RoundId = input.RoundId,
        MailId = mailId ?? throw new ArgumentNullException(nameof(mailId), "A step to send names no mail."),
        Generation = input.Generation,
        AsOf = vigil.Now,
    });

    public Task WaitForChangeOr(DateTimeOffset? at) => vigil.WaitAsync(at, []);

    private Task<Done> Do(string activity, object what) => context.CallActivityAsync<Done>(activity, what, Patience.Long);
}
