using System.Threading.Channels;

namespace LipServerless.Embedded.Tests.Hosting.Samples;

/// <summary>What sample functions and middleware tell their test.</summary>
public sealed class Recorder
{
    private readonly Channel<string> notes = Channel.CreateUnbounded<string>();

    public void Note(string note) => Assert.True(notes.Writer.TryWrite(note));

    public async Task<List<string>> TakeAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var taken = new List<string>();
        while (taken.Count < count)
            taken.Add(await notes.Reader.ReadAsync(limit.Token));
        return taken;
    }

    public List<string> TakeAll()
    {
        var taken = new List<string>();
        while (notes.Reader.TryRead(out var note))
            taken.Add(note);
        return taken;
    }
}
