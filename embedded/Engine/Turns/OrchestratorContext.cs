using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>What an orchestrator sees. Lives for one turn; the next one builds it anew and replays.</summary>
internal sealed class OrchestratorContext : TaskOrchestrationContext
{
    private readonly InstanceRecord head;
    private readonly TurnEnvironment environment;
    private readonly OrchestratorThread thread;
    private readonly Dictionary<int, IOpenTask> open = [];
    private RecordedActions recorded = new([]);
    private bool isReplaying;
    private DateTime now;
    private object? input;
    private object? customStatus;
    private bool setCustomStatus;
    private int nextId;
    private int guids;

    public OrchestratorContext(InstanceRecord head, TurnEnvironment environment, OrchestratorThread thread)
    {
        this.head = head;
        this.environment = environment;
        this.thread = thread;
        Events = new ExternalEvents(environment.Converter, thread);
        Name = new TaskName(head.Name);
        Parent = head.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;
    }

    public override TaskName Name { get; }

    public override string InstanceId => head.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; }

    public override string Version => head.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => isReplaying;

    public override TaskOrchestrationEntityFeature Entities =>
        throw new NotSupportedException("Durable entities are not offered by the embedded engine. Keep such state in a table and change it in an activity.");

    internal ExternalEvents Events { get; }

    internal Determinism Decisions { get; } = new();

    internal IReadOnlyCollection<IOpenTask> OpenTasks => open.Values;

    internal Restart? Restart { get; private set; }

    /// <summary>Whether the code has set a status and it could be serialized.</summary>
    internal bool HasCustomStatus { get; private set; }

    /// <summary>The last status set, as it stood at the turn's end.</summary>
    internal string? CustomStatus { get; private set; }

    protected override ILoggerFactory LoggerFactory => environment.LoggerFactory;

    // A cast, no conversion: what asks for another type than the orchestrator declares must not pass here and die on Azure.
    public override T? GetInput<T>()
        where T : default
        => (T?)input;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        options?.Retry is { } retry
            ? CallActivityAgainAsync<TResult>(name.Name, input, options, retry)
            : CallActivityOnce<TResult>(name.Name, input, options);

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.Check();
        RefuseOptionsAsInput(input, options);
        var own = options as SubOrchestrationOptions;

        // Every attempt uses the same id: the one that failed is replaced.
        var id = own?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Check(id);
        var version = own?.Version?.Version ?? options?.Version?.Version ?? environment.DefaultVersion;
        var data = environment.Converter.Serialize(input);
        return options?.Retry is { } retry
            ? await CallAgainAsync<TResult>(orchestratorName.Name, retry, Call)
            : await CallOnceAsync();

        ChildCreated Call(int number) => new(number, orchestratorName.Name, id, version, data, Tags.OfChild(options?.Tags, head.Tags));

        async Task<TResult> CallOnceAsync()
        {
            var call = Call(nextId++);
            if (!Tags.IsFireAndForget(options?.Tags))
                return Read<TResult>(await Open(call));
            Decisions.Decided(call);
            return default!;
        }
    }

    // Handed out as it is: an async method around it would throw and catch once for each timer that lost its race, in every replay.
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        try
        {
            thread.Check();
            return OpenTimer(fireAt.ToUniversalTime(), cancellationToken, inParts: !cancellationToken.IsCancellationRequested);
        }
        catch (InvalidOperationException refused)
        {
            return Task.FromException(refused);
        }
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Check();
        ArgumentNullException.ThrowIfNull(eventName);
        return Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        thread.Check();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        Decisions.Decided(new EventSent(nextId++, instanceId, eventName, environment.Converter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Check();
        this.customStatus = customStatus;
        setCustomStatus = true;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(newInput, preserveUnprocessedEvents, head.Version);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents, string.IsNullOrWhiteSpace(options.NewVersion) ? head.Version : options.NewVersion);
    }

    public override Guid NewGuid()
    {
        thread.Check();
        return DeterministicGuid.Create(InstanceId, now, guids++);
    }

    internal void BeginTurn(DateTime at) => now = at;

    internal void BeginReplay(IReadOnlyList<HistoryEvent> past)
    {
        recorded = new RecordedActions(past);
        isReplaying = true;
    }

    internal void EndReplay() => isReplaying = false;

    internal void SetInput(object? value) => input = value;

    /// <summary>Once a turn, at its end: what the code did to the object since it was set counts, as in Durable Task.</summary>
    internal void SerializeCustomStatus()
    {
        if (!setCustomStatus)
            return;
        CustomStatus = environment.Converter.Serialize(customStatus);
        HasCustomStatus = true;
    }

    /// <summary>A timer; a cancelled one is forgotten, so that nothing waits for it.</summary>
    /// <param name="due">When it ends.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <param name="inParts">Whether one that is longer than the longest interval is made of several.</param>
    internal Task<string?> OpenTimer(DateTime due, CancellationToken cancellation, bool inParts = false)
    {
        var timer = new OpenTimer(this, due, inParts);
        OpenPart(timer);
        if (cancellation.CanBeCanceled)
            cancellation.UnsafeRegister(static timer => ((OpenTimer)timer!).Cancel(), timer);
        return timer.Task;
    }

    /// <summary>The next part of a timer, or all of it.</summary>
    internal void OpenPart(OpenTimer timer)
    {
        var isLast = !timer.InParts || timer.Due - now <= environment.LongestTimer;
        var part = recorded.Timer(nextId) ?? new TimerCreated(nextId, isLast ? timer.Due : now + environment.LongestTimer);
        nextId++;
        timer.Begin(part, isLast);
        Open(timer);
    }

    internal void Complete(int id, string? result)
    {
        if (open.Remove(id, out var task))
            task.Complete(result);
    }

    internal void Fail(int id, Failure failure)
    {
        if (open.Remove(id, out var task))
            task.Fail(new CallFailedException(id, failure));
    }

    /// <summary>Whether the task was still open; it is no longer.</summary>
    internal bool Forget(int id) => thread.CheckQuietly() && open.Remove(id);

    private async Task<TResult> CallActivityAgainAsync<TResult>(string name, object? input, TaskOptions options, TaskRetryOptions retry)
    {
        thread.Check();
        RefuseOptionsAsInput(input, options);
        var data = ActivityInput(input);
        var version = options.Version?.Version;
        return await CallAgainAsync<TResult>(name, retry, id => new TaskScheduled(id, name, version, data));
    }

    // Not async: every call of the past is made again in every turn, and a task more for each is what a replay mostly costs.
    private Task<TResult> CallActivityOnce<TResult>(string name, object? input, TaskOptions? options)
    {
        try
        {
            thread.Check();
            RefuseOptionsAsInput(input, options);
            var call = recorded.Call(nextId, name) ?? new TaskScheduled(nextId, name, options?.Version?.Version, ActivityInput(input));
            nextId++;
            var task = new OpenCall<TResult>(call, name, environment.Converter);
            Open(task);
            return task.Task;
        }
        catch (Exception refused)
        {
            return Task.FromException<TResult>(refused);
        }
    }

    private void ContinueAsNew(object? newInput, bool preserveUnprocessedEvents, string? version)
    {
        thread.Check();
        var before = Restart;
        Restart = new Restart(environment.Converter.Serialize(newInput), version);
        if (before is not null)
            Restart.Carried.AddRange(before.Carried);
        if (preserveUnprocessedEvents)
            Restart.Carried.AddRange(Events.TakeUnclaimed().Select(one => new EventRaised(one.Name, one.Payload)));
    }

    private Task<TResult> CallAgainAsync<TResult>(string name, TaskRetryOptions retry, Func<int, ActionEvent> action) => RetryLoop.RunAsync(
        this,
        name,
        retry,
        () =>
        {
            thread.Check();
            return Open(action(nextId++), isRetried: true);
        },
        Read<TResult>);

    private TResult Read<TResult>(string? result) => Results.Read<TResult>(environment.Converter, result);

    private Task<string?> Open(ActionEvent action, bool isRetried = false)
    {
        var task = new OpenAction(action, isRetried);
        Open(task);
        return task.Task;
    }

    private void Open(IOpenTask task)
    {
        Decisions.Decided(task.Action);
        open.Add(task.Action.Id, task);
    }

    // Durable Task passes an activity its input as the one element of an array: nothing is the JSON null there, and no value type reads it.
    private string ActivityInput(object? input) => environment.Converter.Serialize(input) ?? "null";

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the input but no task options were provided. Did you mean to pass it as the options? Name the parameter.",
                nameof(input));
        }
    }
}

/// <summary>ContinueAsNew was called: input and version of the next generation, and the events that go with it.</summary>
internal sealed class Restart(string? input, string? version)
{
    public string? Input { get; } = input;

    public string? Version { get; } = version;

    public List<EventRaised> Carried { get; } = [];
}
