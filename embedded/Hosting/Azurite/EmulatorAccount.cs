namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>
/// The account that every storage emulator has. Name and key are printed in its manual and protect nothing: the emulator
/// listens on the loopback address only.
/// </summary>
public static class EmulatorAccount
{
    /// <summary>The account's name.</summary>
    public const string Name = "devstoreaccount1";

    /// <summary>The account's well-known key, base64.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The blob port that <c>UseDevelopmentStorage=true</c> means.</summary>
    public const int UsualBlobPort = 10000;

    /// <summary>The table port that <c>UseDevelopmentStorage=true</c> means.</summary>
    public const int UsualTablePort = 10002;

    /// <summary>What <c>UseDevelopmentStorage=true</c> would say if it could name ports.</summary>
    public static string ConnectionString(int blobPort, int tablePort) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};BlobEndpoint={Endpoint(blobPort)};TableEndpoint={Endpoint(tablePort)};";

    /// <summary>The account's address at a port of this machine.</summary>
    public static Uri Endpoint(int port) => new($"http://127.0.0.1:{port}/{Name}");
}
