using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LipServerless.Activities.Planning;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Http;

/// <summary>Everybody's letter box: reads the local inbox over HTTP.</summary>
internal sealed class Mailbox(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http = new() { BaseAddress = address };

    /// <summary>Mails that came after this one (0: all), oldest first.</summary>
    public async Task<IReadOnlyList<MailSummary>> AfterAsync(long id, CancellationToken cancellationToken) =>
        [.. (await ListAsync($"after={id.ToString(CultureInfo.InvariantCulture)}", cancellationToken)).OrderBy(mail => mail.Id)];

    /// <summary>Mails of a kind since an instant of the process, newest first.</summary>
    public Task<IReadOnlyList<MailSummary>> OfKindAsync(MailKind kind, DateTimeOffset since, CancellationToken cancellationToken) =>
        ListAsync($"kind={kind}&since={Uri.EscapeDataString(since.ToString("O", CultureInfo.InvariantCulture))}", cancellationToken);

    /// <summary>Called once where a mail has not come yet that nobody gets at any hour: it may wait for the office's hours.</summary>
    public Func<CancellationToken, Task> WhenNotYet { get; set; } = static _ => Task.CompletedTask;

    /// <summary>How long nothing comes, in real time, before <see cref="WhenNothingComes"/> is called.</summary>
    public TimeSpan NudgeAfter { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Called whenever a mail that is waited for has not come for so long: what failed once may wait for process time to pass.</summary>
    public Func<CancellationToken, Task> WhenNothingComes { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Waits until so many different people have got a mail of this kind, and answers those mails. Real time, not the process's.</summary>
    /// <exception cref="DemoFailedException">They did not come within two minutes.</exception>
    public Task<IReadOnlyList<MailSummary>> ExpectAsync(MailKind kind, int recipients, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var reached = 0;
        return WaitAsync(
            async () =>
            {
                var mails = await OfKindAsync(kind, since, cancellationToken);
                reached = mails.SelectMany(mail => mail.To).Select(to => to.Address).Distinct(StringComparer.OrdinalIgnoreCase).Count();
                return reached >= recipients ? mails : null;
            },
            kind,
            () => $"Von {recipients} Mails der Art {kind} sind nach zwei Minuten erst {reached} im Postfach.",
            cancellationToken);
    }

    /// <summary>The newest mail of a kind to this address since an instant; waits for it.</summary>
    /// <exception cref="DemoFailedException">It did not come within two minutes.</exception>
    public Task<MailSummary> NewestAsync(MailKind kind, string to, DateTimeOffset since, CancellationToken cancellationToken) => WaitAsync(
        async () => (await OfKindAsync(kind, since, cancellationToken))
            .FirstOrDefault(mail => mail.To.Any(party => string.Equals(party.Address, to, StringComparison.OrdinalIgnoreCase))),
        kind,
        () => $"An {to} ist nach zwei Minuten keine Mail der Art {kind} angekommen.",
        cancellationToken);

    /// <summary>A mail's page, to read and to click in.</summary>
    public async Task<IHtmlDocument> OpenAsync(MailSummary mail, CancellationToken cancellationToken)
    {
        var html = await http.GetStringAsync($"api/mails/{mail.Id}/html", cancellationToken);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>The personal link in a mail: an address whose path begins with this letter (b reply page, s steering group, o outcome).</summary>
    public async Task<Uri> LinkInAsync(MailSummary mail, char page, CancellationToken cancellationToken)
    {
        using var document = await OpenAsync(mail, cancellationToken);
        return document.QuerySelectorAll("a[href]")
            .Select(anchor => Uri.TryCreate(anchor.GetAttribute("href"), UriKind.Absolute, out var link) ? link : null)
            .FirstOrDefault(link => link?.AbsolutePath.StartsWith($"/{page}/", StringComparison.Ordinal) == true)
            ?? throw new DemoFailedException($"In der Mail „{mail.Subject}“ steht kein persönlicher Link.");
    }

    /// <summary>Counts over all mails.</summary>
    public async Task<InboxStats> StatsAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<InboxStats>("api/stats", JsonSerializerOptions.Web, cancellationToken)
        ?? throw new DemoFailedException("Das Postfach nennt keine Zahlen.");

    /// <summary>Waits until the application has heard what became of every mail; answers how many reports it never took.</summary>
    /// <exception cref="DemoFailedException">It has not within two minutes.</exception>
    public async Task<int> UntilReportedAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await CountAsync(ReportState.Waiting, cancellationToken) is > 0 and var waiting)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new DemoFailedException($"Nach zwei Minuten warten im Postfach noch {waiting} Zustellberichte.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        return await CountAsync(ReportState.Dropped, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<int> CountAsync(ReportState state, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<List<DeliveryReport>>($"api/reports?state={state}", JsonSerializerOptions.Web, cancellationToken))?.Count
        ?? throw new DemoFailedException("Das Postfach nennt keine Zustellberichte.");

    private async Task<T> WaitAsync<T>(Func<Task<T?>> look, MailKind kind, Func<string> complaint, CancellationToken cancellationToken)
        where T : class
    {
        if (await look() is { } there)
            return there;
        if (!SendingTime.IsAwaited(kind))
            await WhenNotYet(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        var nudges = 0;
        while (true)
        {
            if (await look() is { } found)
                return found;
            var waited = TimeProvider.System.GetElapsedTime(began);
            if (waited > Patience)
                throw new DemoFailedException(complaint());
            if (waited > (nudges + 1) * NudgeAfter)
            {
                nudges++;
                await WhenNothingComes(cancellationToken);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<MailSummary>> ListAsync(string query, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<List<MailSummary>>($"api/mails?{query}", JsonSerializerOptions.Web, cancellationToken) ?? [];
}
