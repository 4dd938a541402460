using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Links;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Calendar;
using LipServerless.Web.Legal;
using LipServerless.Web.Pages.Colleagues;
using LipServerless.Web.Pages.Disowning;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Outcome;
using LipServerless.Web.Pages.Paper;
using LipServerless.Web.Pages.Receipts;
using LipServerless.Web.Pages.Access.NewLink;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Reply.MoreTime;
using LipServerless.Web.Pages.Reply.Working;
using LipServerless.Web.Pages.Steering;
using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Site;

/// <summary>The public functions over ports in memory, called as a host calls them.</summary>
internal sealed class PublicSite : IDisposable
{
    private readonly ServiceProvider services;

    public PublicSite()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<IRoundStore>(Office.Store);
        collection.AddSingleton<IWorkingDraftStore>(Office.Drafts);
        collection.AddSingleton<IDocumentStore>(Office.Documents);
        collection.AddSingleton<IAttachmentStore>(Office.Attachments);
        collection.AddSingleton<IDraftAttachmentStore>(Office.Attachments);
        collection.AddSingleton<ILinkStore>(Office.Links);
        collection.AddSingleton<IContactStore>(Office.Contacts);
        collection.AddSingleton<ISuppressionList>(Office.Suppressed);
        collection.AddSingleton<IDeliveryIndex>(Office.Deliveries);
        collection.AddSingleton<ILinkSecret>(Office.Secret);
        collection.AddSingleton(Office.Addresses);
        collection.AddSingleton(Office.Mailbox);
        collection.AddSingleton(Office.Clock);
        collection.AddLipWeb();
        services = collection.BuildServiceProvider();
    }

    public TestOffice Office { get; } = new();

    public WakeRecorder Wakes { get; } = new();

    public IServiceProvider Services => services;

    /// <summary>Starts a round and opens every body but the conference.</summary>
    public async Task<string> StartAsync(RoundBuilder? builder = null, RoundRecord? previous = null)
    {
        var roundId = await Office.StartAsync(builder ?? RoundBuilder.Full(), previous);
        var round = await Office.ReadAsync(roundId);
        foreach (var body in round.Bodies.Where(body => body.Kind != BodyKind.DelegateConference))
            await OpenAsync(roundId, body.BodyId);
        return roundId;
    }

    public async Task OpenAsync(string roundId, string bodyId)
    {
        var body = await Office.BodyAsync(roundId, bodyId);
        await Office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = Office.Clock.GetUtcNow() });
    }

    /// <summary>Closes every council and opens the conference, on the day after the councils' last.</summary>
    public async Task OpenConferenceAsync(string roundId)
    {
        MoveTo(RoundBuilder.CouncilsUntil.AddDays(1));
        foreach (var council in (await Office.ReadAsync(roundId)).Councils.ToList())
            await Office.PutAsync(roundId, council with { State = BodyState.Closed, ClosedAt = council.Deadline, Result = council.HasAnswered ? BodyResult.Received : BodyResult.Expired });
        await OpenAsync(roundId, RoundBuilder.ConferenceId);
    }

    /// <summary>Moves the clock to nine o'clock of a day.</summary>
    public void MoveTo(DateOnly day) =>
        Office.Time.Advance(LocalTime.At(day, new TimeOnly(9, 0), LocalTime.DefaultZone) - Office.Clock.GetUtcNow());

    /// <summary>Stores a link and answers its token.</summary>
    public async Task<string> LinkAsync(string roundId, string recipient, LinkKind kind = LinkKind.Reply, int generation = 1)
    {
        var token = LinkToken.Compute(Office.Secret.Key.Span, $"{roundId}/{recipient}/{kind}", generation);
        await Office.Links.PutAsync(
            new LinkRecord { TokenHash = LinkToken.Hash(token), RoundId = roundId, Recipient = recipient, Kind = kind, Generation = generation }, default);
        return token;
    }

    public Task<SiteAnswer> GetAsync(string pathAndQuery, Action<HttpRequest>? with = null)
    {
        var context = Context("GET", pathAndQuery);
        with?.Invoke(context.Request);
        return AnswerAsync(context);
    }

    public async Task<SiteAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await PostAsync(path, await form.ReadAsByteArrayAsync(), "application/x-www-form-urlencoded");
    }

    /// <summary>Posts a form with files, as a browser does.</summary>
    public async Task<SiteAnswer> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Field, string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, text) in fields)
            form.Add(new StringContent(text), name);
        foreach (var (field, name, content) in files)
        {
            var part = new ByteArrayContent(content);
            var isPlain = name.All(character => char.IsAsciiLetterOrDigit(character) || " .()-_".Contains(character, StringComparison.Ordinal));
            part.Headers.ContentDisposition = new("form-data") { Name = $"\"{field}\"", FileName = isPlain ? $"\"{name}\"" : "\"x\"", FileNameStar = isPlain ? null : name };
            form.Add(part);
        }

        return await PostAsync(path, await form.ReadAsByteArrayAsync(), form.Headers.ContentType!.ToString());
    }

    public Task<SiteAnswer> PostAsync(string path, byte[] body, string contentType, long? length = null)
    {
        var context = Context("POST", path);
        context.Request.ContentType = contentType;
        context.Request.ContentLength = length ?? body.Length;
        context.Request.Body = new MemoryStream(body);
        return AnswerAsync(context);
    }

    public void Dispose() => services.Dispose();

    private DefaultHttpContext Context(string method, string pathAndQuery)
    {
        var parts = pathAndQuery.TrimStart('/').Split('?', 2);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = method;
        context.Request.Path = "/" + parts[0];
        context.Request.QueryString = new QueryString(parts.Length > 1 ? "?" + parts[1].Split('#')[0] : "");
        context.Response.Body = new MemoryStream();
        return context;
    }

    private async Task<SiteAnswer> AnswerAsync(DefaultHttpContext context)
    {
        var result = await RouteAsync(context.Request);
        await result.ExecuteAsync(context);
        var bytes = ((MemoryStream)context.Response.Body).ToArray();
        return new SiteAnswer(context.Response.StatusCode, Encoding.UTF8.GetString(bytes), context.Response.Headers);
    }

    private Task<IResult> RouteAsync(HttpRequest request)
    {
        var parts = request.Path.Value!.Trim('/').Split('#')[0].Split('/');
        return (request.Method, parts) switch
        {
            ("GET", ["b", var token]) => Make<ShowReplyPage>().PageAsync(request, token, default),
            ("GET", ["b", var token, "draft.txt"]) => Make<ShowReplyPage>().DraftAsync(request, token, default),
            ("GET", ["b", var token, "deadline.ics"]) => Make<ReplyCalendarFunction>().GetAsync(request, token, default),
            ("GET", ["b", var token, "paper"]) => Make<ShowPaperPage>().GetAsync(request, token, default),
            ("GET", ["b", var token, "receipt", var number]) => Make<ShowReceipt>().GetAsync(request, token, number, default),
            ("GET", ["b", var token, "links"]) => Make<ColleaguesFunctions>().GetAsync(request, token, default),
            ("POST", ["b", var token, "links"]) => Make<ColleaguesFunctions>().PostAsync(request, token, default),
            ("POST", ["b", var token, "draft"]) => Make<AutosaveFunction>().PostAsync(request, token, default),
            ("POST", ["b", var token]) => Make<SubmitReply>().PostAsync(request, token, Wakes, default),
            ("POST", ["b", var token, "more-time"]) => Make<SubmitMoreTime>().PostAsync(request, token, Wakes, default),
            ("POST", ["b", var token, "dissent"]) => Make<SubmitDissent>().PostAsync(request, token, Wakes, default),
            ("GET", ["b", var token, "not-us", var receipt]) => Make<DisownFunctions>().ShowAsync(request, token, receipt, default),
            ("POST", ["b", var token, "not-us", var receipt]) => Make<DisownFunctions>().PostAsync(request, token, receipt, Wakes, default),
            ("POST", ["b", var token, "draft-files"]) => Make<UploadFunction>().PostAsync(request, token, default),
            ("GET", ["b", var token, "draft-files", var hash]) => Make<BodyAttachments>().DraftAsync(request, token, hash, default),
            ("GET", ["b", var token, "files", var body, var number, var hash]) => Make<BodyAttachments>().VersionAsync(request, token, body, Number(number), hash, default),
            ("GET", ["s", var token, "files", var body, var number, var hash]) => Make<SteeringAttachments>().GetAsync(request, token, body, Number(number), hash, default),
            ("POST", ["new-link"]) => AskForNewLinkAsync(request),
            ("GET", ["new-link"]) => Make<NewLinkFunctions>().GetAsync(request),
            ("GET", ["s", var token]) => Make<ShowSteeringPage>().PageAsync(request, token, default),
            ("GET", ["s", var token, "draft.txt"]) => Make<ShowSteeringPage>().DraftAsync(request, token, default),
            ("GET", ["o", var token]) => Make<ShowOutcomePage>().PageAsync(request, token, default),
            ("GET", ["info", var page]) => Make<ShowLegalPage>().GetAsync(request, page, default),
            ("GET", ["assets", var file]) => Task.FromResult(Make<AssetFunction>().Get(request, file)),
            _ => throw new InvalidOperationException($"No function for {request.Method} {request.Path}."),
        };
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    // Every answer waits the same time: it passes as soon as somebody waits.
    private async Task<IResult> AskForNewLinkAsync(HttpRequest request)
    {
        var time = new ManualTimeProvider();
        var answer = ActivatorUtilities.CreateInstance<NewLinkFunctions>(services, time).PostAsync(request, Wakes, default);
        while (time.PendingTimers == 0)
            await Task.Yield();
        if (answer.IsCompleted)
            throw new InvalidOperationException("The answer came at once.");
        time.Advance(NewLinkFunctions.Floor);
        return await answer;
    }

    private T Make<T>() => ActivatorUtilities.CreateInstance<T>(services);
}
