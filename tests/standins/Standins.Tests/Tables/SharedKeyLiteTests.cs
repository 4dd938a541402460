using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Standins.Tests.Tables;

public sealed class SharedKeyLiteTests
{
    private static readonly string Stale = "Fri, 20 Nov 2020 04:00:00 GMT";

    // The formula of these tests, held against signatures that the real service's rules give.
    [Theory]
    [InlineData("/devstoreaccount1/devstoreaccount1/Tables", "rvxn5dege28tIjSmLcCo8o/t00YgA00EkaZQcC6N5Ws=")]
    [InlineData("/devstoreaccount1/devstoreaccount1/tab1(PartitionKey='a%20b',RowKey='o%27%27x')", "B1BazB7Zjr1l129ne9IihbE9/75og5L0M6IaH3PYGDs=")]
    public void Formula_KnownRequests_GivesKnownSignatures(string resource, string signature) =>
        Assert.Equal(signature, Sign(EmulatorAccount.Key, "Fri, 20 Nov 2026 04:00:00 GMT", resource));

    [Fact]
    public async Task Request_PathStyleWithQuotesAndSpaces_SignsThePathAsSent()
    {
        using var service = new FakeTableService(_ => FakeTableService.Json(HttpStatusCode.OK, """{"PartitionKey":"a b","RowKey":"o'x"}"""));
        var table = new TableClient(
            new Uri("http://127.0.0.1:10002/devstoreaccount1"), "tab1", new TableSharedKeyCredential(EmulatorAccount.Name, EmulatorAccount.Key), service.Options());

        await table.GetEntityAsync<TableEntity>("a b", "o'x", ["V"]);

        var seen = Assert.Single(service.Seen);
        Assert.Equal("/devstoreaccount1/tab1(PartitionKey='a%20b',RowKey='o%27%27x')", seen.Uri.AbsolutePath);
        Assert.Equal("?$select=V", Uri.UnescapeDataString(seen.Uri.Query));
        var signature = Sign(EmulatorAccount.Key, seen.Header("x-ms-date")!, "/devstoreaccount1/devstoreaccount1/tab1(PartitionKey='a%20b',RowKey='o%27%27x')");
        Assert.Equal($"SharedKeyLite devstoreaccount1:{signature}", seen.Header("Authorization"));
        Assert.Equal("3.0", seen.Header("DataServiceVersion"));
        Assert.Equal("2020-12-06", seen.Header("x-ms-version"));
        Assert.Equal("application/json; odata=minimalmetadata", seen.Header("Accept")!.Replace(";odata", "; odata", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retry_AfterServerBusy_IsSignedAnewWithAFreshDate()
    {
        var attempts = 0;
        using var service = new FakeTableService(_ => attempts++ == 0
            ? FakeTableService.Error(HttpStatusCode.ServiceUnavailable, "ServerBusy")
            : new HttpResponseMessage(HttpStatusCode.NoContent));
        var options = service.Options();

        // As if the first attempt had been signed long ago: whatever is not written anew would be sent again.
        options.AddPolicy(new Ageing(), HttpPipelinePosition.BeforeTransport);
        var table = new TableClient(
            new Uri("https://acct.table.core.windows.net"), "tab", new TableSharedKeyCredential(FakeTableService.Account, FakeTableService.Key), options);

        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(2, service.Seen.Count);
        Assert.Equal(Stale, service.Seen[0].Header("x-ms-date"));
        var second = service.Seen[1];
        Assert.NotEqual(Stale, second.Header("x-ms-date"));
        Assert.Equal($"SharedKeyLite acct:{Sign(FakeTableService.Key, second.Header("x-ms-date")!, "/acct" + second.Uri.AbsolutePath)}", second.Header("Authorization"));
    }

    private static string Sign(string key, string date, string resource) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{date}\n{resource}")));

    private sealed class Ageing : HttpPipelineSynchronousPolicy
    {
        private bool done;

        public override void OnSendingRequest(HttpMessage message)
        {
            if (done)
                return;
            done = true;
            message.Request.Headers.SetValue("x-ms-date", Stale);
            message.Request.Headers.SetValue("Authorization", "SharedKeyLite acct:old");
        }
    }
}
