namespace LipServerless.Activities.Ports;

/// <summary>The project office's own mailbox: answers to mails go there, alarms too, and calendar entries name it as their organizer.</summary>
/// <param name="Address">The setting <c>Lip:Mail:ReplyTo</c>, or the sender's address where there is none.</param>
public sealed record OfficeMailbox(string Address);
