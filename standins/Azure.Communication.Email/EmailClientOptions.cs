using Azure.Core;

namespace Azure.Communication.Email;

/// <summary>Retry, transport and diagnostics of an <see cref="EmailClient"/>, and the version of the protocol it speaks.</summary>
public class EmailClientOptions : ClientOptions
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="version"/> is none of <see cref="ServiceVersion"/>.</exception>
    public EmailClientOptions(ServiceVersion version = ServiceVersion.V2025_09_01)
    {
        ApiVersion = version switch
        {
            ServiceVersion.V2021_10_01_Preview => "2021-10-01-preview",
            ServiceVersion.V2023_01_15_Preview => "2023-01-15-preview",
            ServiceVersion.V2023_03_31 => "2023-03-31",
            ServiceVersion.V2024_07_01_Preview => "2024-07-01-preview",
            ServiceVersion.V2025_09_01 => "2025-09-01",
            _ => throw new ArgumentOutOfRangeException(nameof(version)),
        };
        Diagnostics.LoggedHeaderNames.Add("Operation-Id");
        Diagnostics.LoggedHeaderNames.Add("Operation-Location");
        Diagnostics.LoggedQueryParameters.Add("api-version");
    }

    internal string ApiVersion { get; }

#pragma warning disable CA1707 // The names are the package's.
    public enum ServiceVersion
    {
        V2021_10_01_Preview = 1,
        V2023_01_15_Preview = 2,
        V2023_03_31 = 3,
        V2024_07_01_Preview = 4,
        V2025_09_01 = 5,
    }
#pragma warning restore CA1707
}
