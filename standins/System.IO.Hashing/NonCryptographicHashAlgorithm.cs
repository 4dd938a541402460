namespace System.IO.Hashing;

/// <summary>
/// Exists so that NuGet finds an assembly of this name in the graph: Azure.Storage.Blobs depends on the package
/// for content-hash transfer validation (CRC64), which this project leaves off.
/// </summary>
public abstract class NonCryptographicHashAlgorithm
{
}
