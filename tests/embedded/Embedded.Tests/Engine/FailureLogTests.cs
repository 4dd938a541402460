using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Embedded.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>The log says why something failed, down to the first cause, and nothing that a message of an exception may hold.</summary>
public sealed class FailureLogTests() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task FailedTypeInitialization_NamesItsCause_AndNoMessage()
    {
        var log = new LogCapture();
        var hub = await StartAsync(
            r =>
            {
                r.AddOrchestratorFunc<string>("o", c => c.CallActivityAsync<string>("a"));
                r.AddActivityFunc<string>("a", _ => Broken.Text);
            },
            services: s => s.AddLogging(l => l.AddProvider(log)));
        await hub.RunAsync("o");

        var line = Assert.Single(log.Entries.Select(entry => entry.Text), line => line.Contains("Activity a ", StringComparison.Ordinal));
        Assert.Matches(@"failed with System\.TypeInitializationException of \S*Broken, caused by System\.FormatException in \S+Broken\.\S+", line);
        var end = Assert.Single(log.Entries.Select(entry => entry.Text), line => line.Contains(" failed: Microsoft.DurableTask.TaskFailedException, caused by System.TypeInitializationException, caused by System.FormatException.", StringComparison.Ordinal));
        Assert.DoesNotContain("ada@example.org", line + end, StringComparison.Ordinal);
    }

    private static class Broken
    {
        public static readonly string Text = Read();

        private static string Read() => throw new FormatException("ada@example.org");
    }
}
