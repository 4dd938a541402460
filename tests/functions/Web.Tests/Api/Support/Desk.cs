using LipServerless.Web.Staff;

namespace LipServerless.Web.Tests.Api.Support;

/// <summary>Ada Probe at her dashboard, signed in.</summary>
internal sealed class Desk(ApiHost host)
{
    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<ApiAnswer> PostAsync(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        var answer = await SendAsync(HttpMethod.Post, path, form);
        await host.IdleAsync();
        return answer;
    }

    private async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Cookie", $"{StaffSession.CookieName}={host.Service<StaffSession>().Cookie("Ada Probe").Split(';')[0]}");
        using var response = await host.Anybody.SendAsync(request);
        return await ApiAnswer.OfAsync(response);
    }
}
