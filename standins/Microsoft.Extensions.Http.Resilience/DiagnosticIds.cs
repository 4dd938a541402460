namespace Microsoft.Extensions.Http.Resilience;

internal static class DiagnosticIds
{
    /// <summary>Callers of members the package calls experimental must suppress this, there as here.</summary>
    public const string Experiment = "EXTEXP0001";

    public const string UrlFormat = "https://aka.ms/dotnet-extensions-warnings/{0}";
}
