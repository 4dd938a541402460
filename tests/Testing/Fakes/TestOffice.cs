using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Commands.Decisions;
using LipServerless.Activities.Commands.Rounds;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>All ports in memory, a clock that tests move, and the application's own commands over them.</summary>
public sealed class TestOffice : IServiceProvider
{
    private readonly ManualTimeProvider? time;

    public TestOffice()
        : this(new ManualTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero)))
    {
    }

    /// <summary>An office whose time passes by another clock.</summary>
    public TestOffice(ProcessClock clock)
    {
        Clock = clock;
        Services = new Dictionary<Type, object>
        {
            [typeof(IRoundStore)] = Store,
            [typeof(IWorkingDraftStore)] = Drafts,
            [typeof(IDocumentStore)] = Documents,
            [typeof(IAttachmentStore)] = Attachments,
            [typeof(IDraftAttachmentStore)] = Attachments,
            [typeof(ILinkStore)] = Links,
            [typeof(IContactStore)] = Contacts,
            [typeof(IDeliveryIndex)] = Deliveries,
            [typeof(ISuppressionList)] = Suppressed,
            [typeof(IMailer)] = Mailer,
            [typeof(IMailComposer)] = Composer,
            [typeof(ILinkSecret)] = Secret,
            [typeof(PublicAddresses)] = Addresses,
            [typeof(OfficeMailbox)] = Mailbox,
            [typeof(ProcessClock)] = Clock,
        };
    }

    private TestOffice(ManualTimeProvider time)
        : this(new ProcessClock(time))
    {
        this.time = time;
    }

    /// <summary>Moves the office's own clock.</summary>
    public ManualTimeProvider Time => time ?? throw new InvalidOperationException("This office goes by a clock that others move.");

    /// <summary>Ports and clock by their types: what a host would register.</summary>
    public IReadOnlyDictionary<Type, object> Services { get; }

    public ProcessClock Clock { get; }

    public InMemoryRoundStore Store { get; } = new();

    public InMemoryWorkingDraftStore Drafts { get; } = new();

    public InMemoryDocumentStore Documents { get; } = new();

    public InMemoryAttachmentStore Attachments { get; } = new();

    public InMemoryLinkStore Links { get; } = new();

    public InMemoryContactStore Contacts { get; } = new();

    public InMemoryDeliveryIndex Deliveries { get; } = new();

    public InMemorySuppressionList Suppressed { get; } = new();

    public RecordingMailer Mailer { get; } = new();

    public PlainComposer Composer { get; } = new();

    public FixedLinkSecret Secret { get; } = new();

    public PublicAddresses Addresses { get; } = new(new Uri("https://lip.example.org/"));

    public OfficeMailbox Mailbox { get; } = new("lip@example.org");

    /// <summary>Ports and clock; null for anything else.</summary>
    public object? GetService(Type serviceType) => Services.GetValueOrDefault(serviceType);

    /// <summary>Stores a round as the command does; its generation is 1, as if an orchestration were to run it.</summary>
    public async Task<string> StartAsync(RoundBuilder builder, RoundRecord? previous = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var roundId = await new StartRound(Store, Documents, Contacts, Clock).ExecuteAsync(builder.Build(previous), default);
        await RaiseGenerationAsync(roundId);
        return roundId;
    }

    /// <summary>Raises the generation, as whoever starts an orchestration does; answers the new one.</summary>
    public async Task<int> RaiseGenerationAsync(string roundId)
    {
        var round = (await ReadAsync(roundId)).Round;
        var next = round with { Generation = round.Generation + 1 };
        await Store.CommitAsync(roundId, new RoundChange { Put = [next] }, default);
        return next.Generation;
    }

    public async Task<RoundView> ReadAsync(string roundId) =>
        await Store.ReadAsync(roundId, default) ?? throw new InvalidOperationException($"There is no round '{roundId}'.");

    public async Task<BodyRecord> BodyAsync(string roundId, string bodyId) =>
        (await ReadAsync(roundId)).Body(bodyId) ?? throw new InvalidOperationException($"There is no body '{bodyId}'.");

    /// <summary>Changes a row without a command: for cases that commands do not make.</summary>
    public Task PutAsync(string roundId, params StoredRecord[] rows) => Store.CommitAsync(roundId, new RoundChange { Put = rows }, default);

    public Task<SubmitResult> SubmitAsync(string roundId, string bodyId, StatementContent? content = null) =>
        new SubmitStatement(Store, Documents, Clock).ExecuteAsync(roundId, bodyId, content ?? Says($"Ansicht von {bodyId}"), basedOn: 0, default);

    public Task<SubmitResult> SubmitNilAsync(string roundId, string bodyId) =>
        SubmitAsync(roundId, bodyId, new StatementContent { NilReturn = true });

    public Task<StatementStored> EnterAsync(string roundId, string bodyId, DateOnly receivedOn, StatementContent? content = null, Channel channel = Channel.Post) =>
        new EnterOnBehalf(Store, Documents, Clock).ExecuteAsync(
            new OnBehalfEntry
            {
                RoundId = roundId,
                BodyId = bodyId,
                Content = content ?? new StatementContent { Transcript = $"Brief von {bodyId}" },
                Channel = channel,
                ReceivedOn = receivedOn,
                Who = "Ada Probe",
            },
            default);

    public Task<CommandResult> ExtendAsync(string roundId, string? bodyId, DateOnly lastDay, DateOnly? conferenceLastDay = null) =>
        new ExtendDeadline(Store, Clock).ExecuteAsync(
            new ExtensionRequest { RoundId = roundId, BodyId = bodyId, LastDay = lastDay, ConferenceLastDay = conferenceLastDay, Reason = "Ferien", Who = "Ada Probe" },
            default);

    public Task<MoreTimeResult> RequestMoreTimeAsync(string roundId, string bodyId, DateOnly wishedLastDay, string reason = "Unsere Sitzung liegt nach der Frist.") =>
        new RequestMoreTime(Store, Documents, Clock).ExecuteAsync(roundId, bodyId, reason, wishedLastDay, default);

    /// <summary>Grants the undecided requests of one body or (null) of all; without a day, each as it wished.</summary>
    public Task<CommandResult> GrantMoreTimeAsync(string roundId, string? bodyId, DateOnly? lastDay = null, DateOnly? conferenceLastDay = null) =>
        new ExtendDeadline(Store, Clock).ExecuteAsync(
            new ExtensionRequest { RoundId = roundId, BodyId = bodyId, OnlyRequesting = true, LastDay = lastDay, ConferenceLastDay = conferenceLastDay, Reason = "Gern", Who = "Ada Probe" },
            default);

    public Task<CommandResult> RefuseMoreTimeAsync(string roundId, string? bodyId) =>
        new RefuseMoreTime(Store, Clock).ExecuteAsync(roundId, bodyId, "Der Rat tagt im Mai.", "Ada Probe", default);

    public Task<CommandResult> CloseEarlyAsync(string roundId, string? bodyId) =>
        new CloseEarly(Store, Clock).ExecuteAsync(roundId, bodyId, "Alle haben geantwortet", "Ada Probe", default);

    public Task<DissentResult> DissentAsync(string roundId, string councilId, string reason = "Wir sehen es anders.") =>
        new MarkDissent(Store, Documents, Clock).ExecuteAsync(roundId, councilId, reason, default);

    public Task<CommandResult> ChooseAsync(string roundId, string bodyId, ChannelChoice choice) =>
        new ChooseChannel(Store, Clock).ExecuteAsync(roundId, bodyId, choice, "Rückfrage am Telefon", "Ada Probe", default);

    public Task<CommandResult> AdmitLateAsync(string roundId, string bodyId, int number, bool admit) =>
        new DecideLateStatement(Store, Clock).ExecuteAsync(roundId, bodyId, number, admit, "Sitzung lag nach der Frist", "Ada Probe", default);

    public async Task<CommandResult> DecideAsync(string roundId, DecisionOutcome outcome, params string[] instructions)
    {
        var round = (await ReadAsync(roundId)).Round;
        return await new RecordDecision(Store, Documents, Clock).ExecuteAsync(
            new DecisionRequest
            {
                RoundId = roundId,
                Outcome = outcome,
                DraftHash = round.DraftHash,
                DecidedOn = LocalTime.DateOf(Clock.GetUtcNow(), round.Settings.TimeZone),
                Instructions = [.. instructions.Select((text, index) => new Instruction { Number = index + 1, Text = text })],
                Who = "Ada Probe",
            },
            default);
    }

    /// <summary>A statement with an overall view and a view of the sample draft's first paragraph.</summary>
    public static StatementContent Says(string overall, string paragraphId = "p-bbbbbbbb", Stance stance = Stance.AgreeWithChanges) => new()
    {
        Overall = overall,
        Views = [new ParagraphView { ParagraphId = paragraphId, Stance = stance, Comment = $"Zu {paragraphId}: {overall}" }],
    };
}
