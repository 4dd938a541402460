using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LipServerless.Domain.States;
using LipServerless.Domain.Synopses;
using LipServerless.Embedded.Serving;
using Microsoft.DurableTask.Client;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>What a round came to, in a form that two runs can be compared by. Receipt numbers, which are random, are named by their deeds.</summary>
internal sealed partial record RoundEnd
{
    public required RoundState State { get; init; }

    public required bool LogIsIntact { get; init; }

    /// <summary>All mails as their header names them (recipient, kind, round, step), in order.</summary>
    public required IReadOnlyList<string> Mails { get; init; }

    /// <summary>Receipt numbers of versions and marks in the synopsis.</summary>
    public required IReadOnlyList<string> ReceiptsInSynopsis { get; init; }

    public required IReadOnlyList<string> Synopsis { get; init; }

    /// <summary>Each orchestration with status and output.</summary>
    public required IReadOnlyList<string> Orchestrations { get; init; }

    /// <summary>Reads it from a host on which the last deed has been done; waits until nothing is left to do.</summary>
    public static async Task<RoundEnd> ReadAsync(LipHost host, Receipts receipts, CancellationToken cancellationToken)
    {
        using var staff = new LipServerless.Embedded.Demo.Http.StaffApi(host.Address, host.Staff[0].Key);
        var client = host.Host.DurableClient;
        var orchestrations = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery { PageSize = 100 }))
        {
            var ended = await client.WaitForInstanceCompletionAsync(instance.InstanceId, getInputsAndOutputs: true, cancellationToken);
            orchestrations.Add($"{ended.InstanceId} {ended.RuntimeStatus} {ended.SerializedOutput} {ended.FailureDetails?.ErrorMessage}");
        }

        var round = await staff.ReadAsync(RoundPlay.RoundId, cancellationToken);
        var synopsis = await staff.SynopsisAsync(RoundPlay.RoundId, cancellationToken);
        return new()
        {
            State = round.State,
            LogIsIntact = await staff.LogIsIntactAsync(RoundPlay.RoundId, cancellationToken),
            Mails = [.. host.Inbox.Mails.Select(mail => mail.Headers["x-lip-mail"]).Order(StringComparer.Ordinal)],
            ReceiptsInSynopsis = [.. NumbersIn(synopsis)],
            Synopsis = Comparable(synopsis, receipts),
            Orchestrations = [.. orchestrations.Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// The orchestrations of the generation that ended the round, named as those of the first: a crash between raising the number and
    /// starting its instance costs a number. Whatever an older generation left must have ended as superseded, without a deed.
    /// </summary>
    public IReadOnlyList<string> OrchestrationsOfLastGeneration()
    {
        var byGeneration = Orchestrations.ToLookup(line => int.Parse(Generation().Match(line).Groups[1].Value, CultureInfo.InvariantCulture));
        var last = byGeneration.Max(group => group.Key);
        var active = byGeneration.Where(group => group.Key != last).SelectMany(group => group)
            .Where(line => !line.Contains("\"Outcome\":null", StringComparison.Ordinal) && !line.Contains("\"Result\":null", StringComparison.Ordinal));
        Assert.Empty(active);
        return [.. byGeneration[last].Select(line => Generation().Replace(line, "-g1", 1)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The promises that hold whatever was broken in between.</summary>
    public void MustKeepPromises(RoundEnd undisturbed, Receipts receipts, string how)
    {
        Assert.True(State == RoundState.Accepted, $"The round ended as {State} ({how}).");
        Assert.True(LogIsIntact, $"The chain of the log is broken ({how}).");
        foreach (var (deed, number) in receipts.Numbers)
            Assert.True(ReceiptsInSynopsis.Count(found => found == number) == 1, $"{deed}: receipt {number} is {ReceiptsInSynopsis.Count(found => found == number)} times in the synopsis ({how}).");
        MustEqual(undisturbed.Mails, Mails, $"mails ({how})");
        MustEqual(undisturbed.Synopsis, Synopsis, $"synopsis ({how})");
    }

    /// <summary>Names what is only in one of the two.</summary>
    public static void MustEqual(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string what)
    {
        var missing = Without(expected, actual);
        var surplus = Without(actual, expected);
        Assert.True(
            missing.Count + surplus.Count == 0,
            $"{what}: missing {missing.Count}, surplus {surplus.Count}.\n- {string.Join("\n- ", missing)}\n+ {string.Join("\n+ ", surplus)}");
    }

    [GeneratedRegex(@"-g(\d+)(?=[- ])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generation();

    private static List<string> Without(IReadOnlyList<string> from, IReadOnlyList<string> what)
    {
        var left = from.ToList();
        foreach (var one in what)
            left.Remove(one);
        return left;
    }

    private static IEnumerable<string> NumbersIn(Synopsis synopsis) => synopsis.Bodies.SelectMany(body =>
        body.Statements.Select(statement => statement.ReceiptNumber).Concat(body.DissentReceiptNumber is { } dissent ? [dissent] : []));

    private static List<string> Comparable(Synopsis synopsis, Receipts receipts)
    {
        var json = JsonSerializer.Serialize(synopsis, JsonSerializerOptions.Web);
        foreach (var (deed, number) in receipts.Numbers)
            json = json.Replace(number, deed, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<JsonElement>(json);
        return
        [
            $"{read.GetProperty("counts")} {read.GetProperty("bundling")} {read.GetProperty("frozenAt")}",
            .. read.GetProperty("paragraphs").EnumerateArray().Select(p => p.ToString()),
            .. read.GetProperty("bodies").EnumerateArray().Select(b => b.ToString()),
        ];
    }
}
