namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>
/// A change to all bodies is committed in portions: a transaction holds a hundred rows, and each body needs four (its own, a mail,
/// a log entry with its side row). What a crash leaves over is done by repeating the command.
/// </summary>
internal static class Portions
{
    /// <summary>Most bodies in one transaction; leaves room for the conference, which moves with the councils, and the log's head.</summary>
    public const int Bodies = 20;
}
