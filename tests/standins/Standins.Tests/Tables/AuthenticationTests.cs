using System.Net;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using LipServerless.Testing;

namespace LipServerless.Standins.Tests.Tables;

public sealed class AuthenticationTests
{
    private static readonly Uri Cloud = new("https://acct.table.core.windows.net");

    [Theory]
    [InlineData(null, "https://storage.azure.com/.default")]
    [InlineData("AzureGov", "https://storage.azure.us/.default")]
    [InlineData("https://example.org/", "https://example.org/.default")]
    public async Task Token_OfTheAudience_IsSentAsBearer(string? audience, string scope)
    {
        using var service = new FakeTableService(_ => new HttpResponseMessage(HttpStatusCode.NoContent));
        var options = service.Options();
        options.Audience = audience is null ? default(TableAudience?) : new TableAudience(audience);
        var credential = new FakeCredential();
        var table = new TableClient(Cloud, "tab", credential, options);

        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(scope, Assert.Single(credential.Scopes));
        Assert.Equal("Bearer token-1", service.Seen[0].Header("Authorization"));
        Assert.NotNull(service.Seen[0].Header("x-ms-date"));
    }

    [Fact]
    public async Task Sas_AsCredential_IsAppendedOnceToEachAttempt()
    {
        var attempts = 0;
        using var service = new FakeTableService(_ => attempts++ == 0
            ? FakeTableService.Error(HttpStatusCode.InternalServerError, "OperationTimedOut")
            : FakeTableService.Json(HttpStatusCode.OK, """{"PartitionKey":"p","RowKey":"r"}"""));
        var table = new TableClient(new Uri(Cloud, "tab"), new AzureSasCredential("?sv=1&sig=a%2Bb"), service.Options());

        await table.GetEntityAsync<TableEntity>("p", "r", ["V"]);

        Assert.Equal(2, service.Seen.Count);
        Assert.All(service.Seen, s => Assert.EndsWith("select=V&sv=1&sig=a%2Bb", s.Uri.Query, StringComparison.Ordinal));
        Assert.Equal("tab", table.Name);
        Assert.Null(service.Seen[0].Header("Authorization"));
    }

    [Fact]
    public void Sas_WithoutTlsToAnotherMachine_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://acct.table.core.windows.net"), new AzureSasCredential("sig=1")));

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=AAAA;EndpointSuffix=core.chinacloudapi.cn", "https://a.table.core.chinacloudapi.cn/", "a")]
    [InlineData("AccountName=a;AccountKey=AA==", "https://a.table.core.windows.net/", "a")]
    [InlineData("TableEndpoint=https://b.table.core.windows.net;SharedAccessSignature=sv=1&sig=2", "https://b.table.core.windows.net/?sv=1&sig=2", "b")]
    public void ConnectionString_OfEachKind_NamesEndpointAndAccount(string text, string endpoint, string account)
    {
        var service = new TableServiceClient(text);

        Assert.Equal(endpoint, service.Uri.AbsoluteUri);
        Assert.Equal(account, service.AccountName);
    }

    [Theory]
    [InlineData("AccountName=a")]
    [InlineData("AccountKey=AAAA")]
    [InlineData("nonsense")]
    public void ConnectionString_WithoutWhatIsNeeded_IsAFormatError(string text) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(text));

    [Fact]
    public async Task TableSas_FromAzurite_OpensWhatItNamesAndNoMore()
    {
        var owner = new TableClient(AzuriteFixture.Shared.ConnectionString, AzuriteFixture.NewTablePrefix());
        await owner.CreateAsync();
        await owner.AddEntityAsync(new TableEntity("p", "r"));
        var reader = new TableClient(owner.GenerateSasUri(TableSasPermissions.Read, TimeProvider.System.GetUtcNow().AddHours(1)));

        Assert.Equal("r", (await reader.GetEntityAsync<TableEntity>("p", "r")).Value.RowKey);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => reader.AddEntityAsync(new TableEntity("p", "other")));
        Assert.Equal(403, refused.Status);
    }

    [Fact]
    public async Task AccountSas_FromAzurite_CreatesTablesAndCommitsTransactions()
    {
        var owner = new TableServiceClient(AzuriteFixture.Shared.ConnectionString);
        var signed = owner.GenerateSasUri(TableAccountSasPermissions.All, TableAccountSasResourceTypes.All, TimeProvider.System.GetUtcNow().AddHours(1));
        var table = new TableServiceClient(owner.Uri, new AzureSasCredential(signed.Query)).GetTableClient(AzuriteFixture.NewTablePrefix());

        await table.CreateAsync();
        await table.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", "r"))]);

        Assert.True(table.GetEntityIfExists<TableEntity>("p", "r").HasValue);
    }

    private sealed class FakeCredential : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken($"token-{Scopes.Count}", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
