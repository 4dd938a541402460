using Azure.Core;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionText = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };

        // What may stand in logs beyond Azure.Core's own list; never Authorization, never a signature.
        foreach (var header in new[] { "x-ms-version", "x-ms-date", "DataServiceVersion", "Prefer", "Preference-Applied", "X-HTTP-Method" })
            Diagnostics.LoggedHeaderNames.Add(header);
        foreach (var parameter in new[] { "$top", "$select", "timeout" })
            Diagnostics.LoggedQueryParameters.Add(parameter);
    }

#pragma warning disable CA1707 // the package's names
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707

    public TableAudience? Audience { get; set; }

    internal string VersionText { get; }
}
