using Microsoft.Extensions.Configuration;

namespace LipServerless.Adapters.LegalTexts;

/// <summary>Where the office keeps its legal texts; neither set: nowhere, the samples serve.</summary>
public sealed record LegalTextSettings
{
    /// <summary>A folder on the machine (<c>Lip:LegalTexts:Folder</c>).</summary>
    public string? Folder { get; init; }

    /// <summary>A container of the storage account (<c>Lip:LegalTexts:Container</c>).</summary>
    public string? Container { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">Both are set.</exception>
    public static LegalTextSettings From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = new LegalTextSettings
        {
            Folder = configuration["Lip:LegalTexts:Folder"] is { Length: > 0 } folder ? folder : null,
            Container = configuration["Lip:LegalTexts:Container"] is { Length: > 0 } container ? container : null,
        };
        return settings is { Folder: not null, Container: not null }
            ? throw new InvalidOperationException("Legal texts lie in one place: set either Lip:LegalTexts:Folder or Lip:LegalTexts:Container, not both.")
            : settings;
    }
}
