using System.Net;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LipServerless.Standins.Tests.Tables;

/// <summary>What the cloud does and Azurite never does.</summary>
public sealed class CloudOnlyBehaviourTests
{
    [Fact]
    public async Task Query_EmptyPageWithContinuation_GoesOnToTheNext()
    {
        using var service = ThreePages();

        var rows = new List<string>();
        await foreach (var row in service.Table().QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 2))
            rows.Add(row.RowKey);

        Assert.Equal(["1", "2"], rows);
        Assert.Equal(3, service.Seen.Count);
        Assert.All(service.Seen, s => Assert.Contains("%24filter=PartitionKey%20eq%20%27p%27".Replace("%24", "$", StringComparison.Ordinal), s.Uri.Query.Replace("%24", "$", StringComparison.Ordinal).Replace("'", "%27", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("NextPartitionKey=1%21a%2B%2F%3D&NextRowKey=1%21b%20c", service.Seen[1].Uri.Query, StringComparison.Ordinal);
        Assert.Contains("NextPartitionKey=only", service.Seen[2].Uri.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("NextRowKey", service.Seen[2].Uri.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void QuerySync_EmptyPageWithContinuation_GoesOnToTheNext()
    {
        using var service = ThreePages();

        Assert.Equal(["1", "2"], service.Table().Query<TableEntity>().Select(r => r.RowKey));
    }

    [Fact]
    public async Task Query_TokenOfAPage_StartsAtThePageThatFollows()
    {
        using var service = ThreePages();
        var table = service.Table();
        string? token = null;
        await foreach (var page in table.QueryAsync<TableEntity>().AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        await foreach (var page in table.QueryAsync<TableEntity>().AsPages(token, pageSizeHint: 7))
            Assert.DoesNotContain(page.Values, v => v.RowKey == "1");

        Assert.Equal("1!a+/= 1!b c", token);
        Assert.Contains("top=7", service.Seen[1].Uri.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "EntityAlreadyExists")]
    [InlineData(HttpStatusCode.PreconditionFailed, "UpdateConditionNotSatisfied")]
    public async Task Write_Refused_CarriesStatusAndCode(HttpStatusCode status, string code)
    {
        using var service = new FakeTableService(_ => FakeTableService.Error(status, code));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table().UpdateEntityAsync(new TableEntity("p", "r"), new ETag("W/\"x\"")));

        Assert.Equal((int)status, refused.Status);
        Assert.Equal(code, refused.ErrorCode);
        Assert.Contains("what the service says", refused.Message, StringComparison.Ordinal);
        Assert.Equal("W/\"x\"", Assert.Single(service.Seen).Header("If-Match"));
    }

    [Fact]
    public async Task Write_RefusedInXml_CarriesTheCode()
    {
        using var service = new FakeTableService(_ => new HttpResponseMessage(HttpStatusCode.Forbidden)
        {
            Content = new StringContent(
                "\uFEFF<?xml version=\"1.0\"?><m:error xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><m:code>AuthenticationFailed</m:code><m:message>no</m:message></m:error>",
                Encoding.UTF8,
                "application/xml"),
        });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table().AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal("AuthenticationFailed", refused.ErrorCode);
    }

    [Fact]
    public async Task Write_RefusedWithoutReadableBody_StillCarriesTheStatus()
    {
        using var service = new FakeTableService(_ => FakeTableService.Json(HttpStatusCode.BadRequest, "{ not json"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table().AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task CreateIfNotExists_TableBeingDeleted_IsAnError()
    {
        using var service = new FakeTableService(_ => FakeTableService.Error(HttpStatusCode.Conflict, "TableBeingDeleted"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.Table().CreateIfNotExistsAsync());

        Assert.True(TableErrorCode.TableBeingDeleted == refused.ErrorCode!);
    }

    [Fact]
    public async Task Tables_SeveralPages_AreFollowed()
    {
        using var service = new FakeTableService(r => r.Uri.Query.Contains("NextTableName=b", StringComparison.Ordinal)
            ? FakeTableService.Json(HttpStatusCode.OK, """{"value":[{"TableName":"b"}]}""")
            : FakeTableService.Json(HttpStatusCode.OK, """{"value":[{"TableName":"a"}]}""", ("x-ms-continuation-NextTableName", "b")));
        var client = new TableServiceClient(
            new Uri("https://acct.table.core.windows.net"), new TableSharedKeyCredential(FakeTableService.Account, FakeTableService.Key), service.Options());

        var names = new List<string>();
        await foreach (var item in client.QueryAsync(t => t.Name == "a" || t.Name == "b"))
            names.Add(item.Name);

        Assert.Equal(["a", "b"], names);
        Assert.Contains("TableName eq 'a'", Uri.UnescapeDataString(service.Seen[0].Uri.Query), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://acct.table.core.windows.net", "PATCH", null)]
    [InlineData("http://127.0.0.1:10002/acct", "PATCH", null)]
    [InlineData("http://127.0.0.1:10099/acct", "POST", "MERGE")]
    public async Task Merge_ByEndpoint_IsPatchOrPost(string endpoint, string method, string? header)
    {
        using var service = new FakeTableService(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        var table = new TableClient(new Uri(endpoint), "tab", new TableSharedKeyCredential(FakeTableService.Account, FakeTableService.Key), service.Options());

        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(method, service.Seen[0].Method);
        Assert.Equal(header, service.Seen[0].Header("X-HTTP-Method"));
        Assert.Null(service.Seen[0].Header("If-Match"));
    }

    [Fact]
    public async Task Transaction_StrayBoundaryBeforeTheStatusLine_IsReadAllTheSame()
    {
        using var service = new FakeTableService(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.Accepted)
            {
                Content = new StringContent(
                    "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\nContent-Type: application/http\r\n\r\n"
                    + "--changesetresponse_1\r\nHTTP/1.1 400 Bad Request\r\nDataServiceVersion: 3.0;\r\nContent-Type: application/json\r\n\r\n"
                    + "{\"odata.error\":{\"code\":\"InvalidInput\",\"message\":{\"lang\":\"en-US\",\"value\":\"7:no\\nRequestId:x\"}}}\r\n--changesetresponse_1--\r\n--batchresponse_1--\r\n"),
            };
            response.Content.Headers.ContentType = new("multipart/mixed") { Parameters = { new("boundary", "batchresponse_1") } };
            return response;
        });

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => service.Table().SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "r"))]));

        Assert.Equal(400, refused.Status);
        Assert.Equal("InvalidInput", refused.ErrorCode);
        Assert.Equal(7, refused.FailedTransactionActionIndex);
    }

    // A value of the first page's token holds a space, as raw header values may.
    private static FakeTableService ThreePages() => new(r => Uri.UnescapeDataString(r.Uri.Query) switch
    {
        var q when q.Contains("NextPartitionKey=only", StringComparison.Ordinal) => FakeTableService.Json(HttpStatusCode.OK, """{"value":[{"PartitionKey":"p","RowKey":"2"}]}"""),
        var q when q.Contains("NextPartitionKey=1!a", StringComparison.Ordinal) => FakeTableService.Json(
            HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "only")),
        _ => FakeTableService.Json(
            HttpStatusCode.OK,
            """{"value":[{"PartitionKey":"p","RowKey":"1"}]}""",
            ("x-ms-continuation-NextPartitionKey", "1!a+/="),
            ("x-ms-continuation-NextRowKey", "1!b c")),
    });
}
