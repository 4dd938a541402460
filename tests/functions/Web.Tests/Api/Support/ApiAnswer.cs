using System.Text.Json.Nodes;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Tests.Api.Support;

/// <summary>What a caller got.</summary>
internal sealed record ApiAnswer(int Status, string Type, string Body, IHeaderDictionary Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>As a page.</summary>
    public SiteAnswer Page => new(Status, Body, Headers);

    public string Location => Headers.Location.ToString();

    /// <summary>Fields that a problem names, in its order.</summary>
    public IReadOnlyList<string> Fields => [.. (Json["errors"]?.AsArray() ?? []).Select(error => error!["field"]!.GetValue<string>())];

    public static async Task<ApiAnswer> OfAsync(HttpResponseMessage response)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            headers[name] = values.ToArray();
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>A problem of this status, in words, with nothing of the inside in it.</summary>
    public ApiAnswer MustBeProblem(int status)
    {
        Assert.Equal((status, "application/problem+json"), (Status, Type));
        Assert.False(string.IsNullOrWhiteSpace(Json["detail"]?.GetValue<string>()));
        MustHideTheInside();
        return this;
    }

    /// <summary>A page of this status that says something, with nothing of the inside in it.</summary>
    public ApiAnswer MustBePage(int status)
    {
        Assert.Equal((status, "text/html"), (Status, Type));
        Assert.NotNull(Page.Page.QuerySelector("h1"));
        MustHideTheInside();
        return this;
    }

    private void MustHideTheInside()
    {
        foreach (var inside in new[] { "   at ", "Exception", "LipServerless.", "System." })
            Assert.DoesNotContain(inside, Body, StringComparison.Ordinal);
    }
}
