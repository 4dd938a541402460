using LipServerless.Activities.Ports;

namespace LipServerless.Web.Tests.Api.Support;

/// <summary>Somebody of a body with its page open: what they saw when they opened it is what they send.</summary>
internal sealed class ReplyVisit(ApiHost host, string token, Dictionary<string, string> fields)
{
    public string Token { get; } = token;

    public Dictionary<string, string> Fields { get; } = fields;

    public static async Task<ReplyVisit> OpenAsync(ApiHost host, string roundId, string bodyId)
    {
        var token = host.Token(roundId, bodyId, LinkKind.Reply);
        var page = await host.GetAsync($"b/{token}", host.Anybody);
        Assert.Equal(200, page.Status);
        return new(host, token, page.Page.Fields());
    }

    /// <summary>Presses a button; by default the one that submits.</summary>
    public Task<ApiAnswer> SubmitAsync(string overall, string action = "submit") =>
        SendAsync(new(Fields, StringComparer.Ordinal) { ["overall"] = overall, ["action"] = action });

    public async Task<ApiAnswer> SendAsync(Dictionary<string, string> posted, string path = "")
    {
        using var form = new FormUrlEncodedContent(posted);
        using var response = await host.Anybody.PostAsync($"b/{Token}{path}", form);
        var answer = await ApiAnswer.OfAsync(response);
        await host.IdleAsync();
        return answer;
    }

    /// <summary>Follows to the receipt that a submission leads to.</summary>
    public async Task<ApiAnswer> ReceiptAsync(ApiAnswer submitted)
    {
        Assert.Equal(303, submitted.Status);
        return (await host.GetAsync(submitted.Location, host.Anybody)).MustBePage(200);
    }
}
