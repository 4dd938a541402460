using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>Chooses at random which requests go wrong, and how.</summary>
internal sealed class RandomFaults(Random random, double share)
{
    private readonly Lock gate = new();

    public int Count { get; private set; }

    public Fault? Next(ProxiedRequest request)
    {
        lock (gate)
        {
            if (random.NextDouble() >= share)
                return null;
            Count++;
            return random.Next(8) switch
            {
                0 => Fault.Refuse(),
                1 => Fault.Answer(500),
                2 => Fault.Answer(503),
                3 => Fault.Answer(429),
                4 => Fault.Late(TimeSpan.FromMilliseconds(random.Next(200))),
                5 => Fault.AnswerAfterCommit(500),
                _ => Fault.CutAfterCommit(),
            };
        }
    }
}
