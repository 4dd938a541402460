using LipServerless.Domain.Links;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Limits;

/// <summary>Which attempts count against which bucket. A link counts by its token's hash, a client by its address.</summary>
public sealed class AttemptLimits(AttemptBuckets buckets, LimitSettings settings)
{
    /// <summary>How long a client that opened too many links that open nothing has to wait; null for not at all.</summary>
    public TimeSpan? Guessing(HttpContext http) => buckets.Look(GuessKey(http), settings.UnknownLinks);

    /// <summary>A link opened nothing, or somebody asked for a new one.</summary>
    public TimeSpan? CountGuess(HttpContext http) => buckets.Take(GuessKey(http), settings.UnknownLinks);

    /// <summary>Something is sent behind a link.</summary>
    public TimeSpan? CountPost(string token) => buckets.Take($"post {LinkToken.Hash(token)}", settings.Posts);

    /// <summary>A page saves as one types.</summary>
    public TimeSpan? CountAutosave(string token) => buckets.Take($"save {LinkToken.Hash(token)}", settings.Autosaves);

    /// <summary>A page or a file is read behind a link.</summary>
    public TimeSpan? CountPage(string token) => buckets.Take($"page {LinkToken.Hash(token)}", settings.Pages);

    /// <summary>A person of staff asks something of the API.</summary>
    public TimeSpan? CountStaffCall(string name) => buckets.Take($"staff {name}", settings.StaffCalls);

    /// <summary>How long a client that showed too many wrong keys has to wait; null for not at all.</summary>
    public TimeSpan? SigningIn(HttpContext http) => buckets.Look(SignInKey(http), settings.SignIns);

    /// <summary>Somebody signs in, or showed a wrong key.</summary>
    public TimeSpan? CountSignIn(HttpContext http) => buckets.Take(SignInKey(http), settings.SignIns);

    /// <summary>The answer, which counts as a guess when it is given.</summary>
    public IResult AsGuess(IResult answer) => new Guess(answer, this);

    private string GuessKey(HttpContext http) => $"guess {ClientAddress.Of(http, settings)}";

    private string SignInKey(HttpContext http) => $"sign-in {ClientAddress.Of(http, settings)}";

    // Results are executed after all middleware: only there are answer and request together.
    private sealed class Guess(IResult answer, AttemptLimits limits) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            limits.CountGuess(httpContext);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
