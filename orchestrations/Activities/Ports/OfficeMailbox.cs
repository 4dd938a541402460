using LipServerless.Domain.Bodies;

namespace LipServerless.Activities.Ports;

/// <summary>The project office's own mailbox: answers to mails go there, alarms too, and calendar entries name it as their organizer.</summary>
/// <param name="Address">The setting <c>Lip:Mail:ReplyTo</c>, or the sender's address where there is none.</param>
public sealed record OfficeMailbox(string Address)
{
    /// <summary>The name beside the address.</summary>
    public const string Name = "Projektkoordination";

    /// <summary>The office as a recipient.</summary>
    public Contact AsContact() => new() { BodyId = "projektkoordination", Emails = [Address] };
}
