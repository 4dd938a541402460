using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>The id under which the mail service knows a mail: the same at every repeat. The service remembers longer than an office's store.</summary>
public static class OperationIds
{
    /// <summary>The operation id of a mail, from its round and its id.</summary>
    public static Guid Of(RoundRecord round, string mailId) => StableIds.Of(round, mailId);
}
