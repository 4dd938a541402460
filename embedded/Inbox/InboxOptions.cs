using System.Net;
using LipServerless.Embedded.Inbox.Behaviour;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Embedded.Inbox;

/// <summary>How an <see cref="InboxServer"/> is set up. Read once, when it starts.</summary>
public sealed class InboxOptions
{
    /// <summary>Where the mails lie, one file each. Made if it is missing; used by one inbox at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>Where to listen. Only loopback addresses are accepted: whoever reads a mail holds its personal link.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The access key, base64. Null takes the key kept in <see cref="Folder"/>, or makes one there at the first start.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Shows when a mail was received or delivered, and ends suppressions. Pass the process clock, so that a demonstration's mails carry the process's dates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Judges dates of signatures, counts sends a minute, dates tokens, and measures waits between tries.</summary>
    public TimeProvider SystemClock { get; init; } = TimeProvider.System;

    /// <summary>What a POST gets whose operation id has been accepted before.</summary>
    public OperationReuse Reuse { get; init; } = OperationReuse.Replay202;

    /// <summary>How many status requests of each mail answer <c>Running</c> before the final state; counted anew after a restart.</summary>
    public int RunningPolls { get; init; }

    /// <summary>The <c>retry-after</c> that goes with 202 and <c>Running</c>; whole seconds.</summary>
    public TimeSpan PollAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Sends accepted in any minute of the system's clock; further ones get 429 with <c>Retry-After</c>. Null: no limit.</summary>
    public int? SendsPerMinute { get; init; }

    /// <summary>
    /// Asked at every authenticated, well-formed POST; what it answers goes wrong. Null, or an answer of null: nothing does.
    /// May be called from several threads at once.
    /// </summary>
    public Func<InboxAttempt, InboxFault?>? Fault { get; init; }

    /// <summary>What goes wrong from the start. Null: what the folder kept, at first nothing. Can be changed while the inbox runs.</summary>
    public InboxBehaviour? Behaviour { get; init; }

    /// <summary>How long a web hook may take to answer, in real time.</summary>
    public TimeSpan WebHookPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Takes failures of the server itself. No address, subject or text is ever written there.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>What a repeated operation id gets. The cloud's behaviour is not documented, so a sender must cope with each.</summary>
public enum OperationReuse
{
    /// <summary>202 again with the state of the first; nothing further is stored.</summary>
    Replay202,

    /// <summary>400; nothing further is stored.</summary>
    Refuse400,

    /// <summary>409; nothing further is stored.</summary>
    Conflict409,

    /// <summary>202, and the mail arrives a second time.</summary>
    DeliverAgain,
}

/// <summary>One POST that would be accepted, as a fault rule sees it.</summary>
/// <param name="Post">Its number among all POSTs since this inbox was started, from 1.</param>
/// <param name="OperationId">Its operation id, the sender's or ours.</param>
/// <param name="Subject">The mail's subject.</param>
/// <param name="To">Addresses of all its recipients.</param>
public sealed record InboxAttempt(long Post, Guid OperationId, string Subject, IReadOnlyList<string> To);

/// <summary>Something that goes wrong with a POST.</summary>
public sealed record InboxFault
{
    private InboxFault()
    {
    }

    internal int Status { get; private init; }

    internal string Code { get; private init; } = "";

    internal string Message { get; private init; } = "";

    internal TimeSpan? RetryAfter { get; private init; }

    internal bool LosesAnswer { get; private init; }

    internal bool FailsLater { get; private init; }

    internal TimeSpan? RunsFor { get; private init; }

    /// <summary>429 <c>TooManyRequests</c>; nothing is stored.</summary>
    public static InboxFault Throttle(TimeSpan retryAfter) =>
        new() { Status = 429, Code = "TooManyRequests", Message = "Too many requests; try again later.", RetryAfter = retryAfter };

    /// <summary>An error answer with the given status; nothing is stored.</summary>
    public static InboxFault Refuse(int status, string code, string message) => new() { Status = status, Code = code, Message = message };

    /// <summary>The mail is stored, then the connection breaks: the sender cannot know.</summary>
    public static InboxFault LoseAnswer() => new() { LosesAnswer = true };

    /// <summary>202, but the sending ends as <c>Failed</c> with this error. The mail is stored and marked as failed.</summary>
    public static InboxFault FailLater(string code, string message) => new() { FailsLater = true, Code = code, Message = message };

    /// <summary>202, but the sending stays <c>Running</c> for so long, by the system's clock; its delivery reports come no earlier.</summary>
    public static InboxFault StayRunning(TimeSpan time) => new() { RunsFor = time };
}
