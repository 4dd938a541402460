#nullable enable
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// The pipeline to one table service: builds requests as the service wants them and turns unexpected answers into
/// <see cref="RequestFailedException"/>.
/// </summary>
internal sealed class TablesWire
{
    private const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline pipeline;
    private readonly string version;

    private TablesWire(Uri endpoint, TableClientOptions? options, TableSharedKeyCredential? key, string? account, params HttpPipelinePolicy[] authentication)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        Key = key;
        version = options.VersionText;
        AccountName = account ?? key?.AccountName ?? AccountOf(endpoint);
        MergeByPost = endpoint.IsLoopback && endpoint.Port != 10002;
        var build = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TablesErrorParser.Instance };
        foreach (var policy in authentication)
            build.PerRetryPolicies.Add(policy);
        pipeline = HttpPipelineBuilder.Build(build);
    }

    /// <summary>The service's address, with the query of a shared access signature if the caller put one there.</summary>
    public Uri Endpoint { get; }

    public string AccountName { get; }

    public string Version => version;

    /// <summary>The key that can also sign access signatures; null when the caller authenticates otherwise.</summary>
    public TableSharedKeyCredential? Key { get; }

    /// <summary>
    /// The package takes a loopback endpoint at another port than 10002 for the Cosmos emulator, which knows no PATCH. Azurite takes both.
    /// </summary>
    public bool MergeByPost { get; }

    public static TablesWire ByConnectionString(string text, TableClientOptions? options)
    {
        var parsed = ConnectionString.Parse(text);
        return parsed.Key is { } key
            ? ByKey(parsed.Endpoint, key, options)
            : new TablesWire(new UriBuilder(parsed.Endpoint) { Query = parsed.Signature }.Uri, options, null, null, new DatePolicy());
    }

    public static TablesWire ByKey(Uri endpoint, TableSharedKeyCredential key, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(key);
        return new TablesWire(endpoint, options, key, null, new SharedKeyLitePolicy(key));
    }

    public static TablesWire BySignature(Uri endpoint, AzureSasCredential? signature, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback)
            throw new ArgumentException("A shared access signature must not travel without TLS.", nameof(endpoint));
        return new TablesWire(endpoint, options, null, null, signature is null ? new DatePolicy() : new SasPolicy(signature));
    }

    public static TablesWire ByToken(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        var scope = (options?.Audience ?? TableAudience.AzurePublicCloud).Scope;
        return new TablesWire(endpoint, options, null, null, new DatePolicy(), new BearerTokenAuthenticationPolicy(credential, scope));
    }

    /// <summary>A request to <paramref name="path"/> (already percent-encoded, below the endpoint).</summary>
    public HttpMessage Message(RequestMethod method, string path, params (string Name, string? Value)[] query)
    {
        var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(request.Uri.Path.EndsWith('/') ? path : "/" + path, escape: false);
        foreach (var (name, value) in query)
        {
            if (value is not null)
                request.Uri.AppendQuery(name, value, escapeValue: true);
        }

        request.Headers.SetValue("x-ms-version", version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", MinimalMetadata);
        return message;
    }

    /// <summary>Sends and throws unless the answer's status is one of <paramref name="accepted"/>.</summary>
    public async Task<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellationToken, params int[] accepted)
    {
        // Answers are buffered: they can be read after the message is gone.
        using (message)
        {
            if (async)
                await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            else
                pipeline.Send(message, cancellationToken);
            var response = message.Response;
            return Array.IndexOf(accepted, response.Status) >= 0 ? response : throw new RequestFailedException(response, null, TablesErrorParser.Instance);
        }
    }

    private static string AccountOf(Uri endpoint) =>
        endpoint.IsLoopback || endpoint.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? endpoint.AbsolutePath.Trim('/').Split('/')[0]
            : endpoint.Host.Split('.')[0];
}
