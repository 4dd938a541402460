using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LipServerless.Web.Rendering;

/// <summary>Serves style sheet and script.</summary>
public sealed class AssetFunction(SiteAssets assets)
{
    /// <summary>The asset of that name and hash; 404 otherwise.</summary>
    [Function("Asset")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{file}")] HttpRequest request, string file)
    {
        _ = request;
        return assets.Find(file) is { } asset ? new AssetResult(asset) : Results.NotFound();
    }

    private sealed class AssetResult(SiteAsset asset) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = asset.ContentType;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            SecurityHeaders.ApplyToAssets(response);
            return Compression.WriteAsync(httpContext, asset.Content);
        }
    }
}
