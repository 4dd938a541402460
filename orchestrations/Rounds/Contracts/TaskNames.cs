namespace LipServerless.Rounds.Contracts;

/// <summary>Names of orchestrators, activities and events. Frozen: running instances hold them.</summary>
public static class TaskNames
{
    /// <summary>Orchestrator of a round.</summary>
    public const string Round = "ConsultationRound";

    /// <summary>Orchestrator of one body's part in a round.</summary>
    public const string Body = "BodyConsultation";

    /// <summary>Activity: make links and the mail to the steering group due; answers who is to be asked.</summary>
    public const string OpenRound = "OpenRound";

    /// <summary>Activity: what a body's loop does next, and when.</summary>
    public const string ReadBodyStep = "ReadBodyStep";

    /// <summary>Activity: ask a body.</summary>
    public const string OpenBody = "OpenBody";

    /// <summary>Activity: make a reminder due, unless the body has submitted.</summary>
    public const string RemindBody = "RemindBody";

    /// <summary>Activity: close a body at its deadline.</summary>
    public const string CloseBody = "CloseBody";

    /// <summary>Activity: send one due mail.</summary>
    public const string SendMail = "SendMail";

    /// <summary>Activity: what the round's own loop does next, and when.</summary>
    public const string ReadRoundStep = "ReadRoundStep";

    /// <summary>Activity: close the collection and freeze the synopsis.</summary>
    public const string FreezeSynopsis = "FreezeSynopsis";

    /// <summary>Activity: make a reminder to the steering group due.</summary>
    public const string RemindSteeringGroup = "RemindSteeringGroup";

    /// <summary>Activity: make the mails that tell the outcome due.</summary>
    public const string TellOutcome = "TellOutcome";

    /// <summary>Event: something in the store changed; carries nothing.</summary>
    public const string Changed = "changed";
}
