using LipServerless.Activities.Ports;

namespace LipServerless.Web.Rendering;

/// <summary>Paths as pages use them in links: absolute on the host, below the path of PublicBaseUrl.</summary>
public sealed class SitePaths(PublicAddresses addresses, SiteAssets assets)
{
    private readonly string root = addresses.BaseUrl.AbsolutePath.TrimEnd('/');

    /// <summary>The path of a page, such as <c>b/…</c>.</summary>
    public string Of(string relative) => $"{root}/{relative}";

    /// <summary>The path of an asset, with its hash.</summary>
    public string Asset(string name) => $"{root}/assets/{assets.FileOf(name)}";
}
