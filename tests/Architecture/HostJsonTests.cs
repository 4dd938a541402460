using System.Text.Json;
using System.Xml.Linq;

namespace LipServerless.Architecture.Tests;

/// <summary>One host.json serves both hosts. The Functions host ignores names it does not know, so a slip of the pen would go unnoticed.</summary>
public sealed class HostJsonTests
{
    private static readonly string File = Path.Combine(Repository.Root, "host.json");

    // Names of the Functions host (host.json reference), of Durable Functions (DurableTaskOptions, TraceOptions, AzureStorageOptions).
    private static readonly string[] Known =
    [
        "version",
        "logging/logLevel/default", "logging/logLevel/Function", "logging/logLevel/Host.Results",
        "logging/applicationInsights/samplingSettings/isEnabled", "logging/applicationInsights/samplingSettings/excludedTypes",
        "logging/applicationInsights/enableDependencyTracking",
        "logging/applicationInsights/httpAutoCollectionOptions/enableHttpTriggerExtendedInfoCollection",
        "extensions/http/routePrefix",
        "extensions/durableTask/hubName", "extensions/durableTask/defaultVersion",
        "extensions/durableTask/versionMatchStrategy", "extensions/durableTask/versionFailureStrategy",
        "extensions/durableTask/maxConcurrentActivityFunctions", "extensions/durableTask/maxConcurrentOrchestratorFunctions",
        "extensions/durableTask/tracing/traceInputsAndOutputs", "extensions/durableTask/tracing/distributedTracingEnabled",
        "extensions/durableTask/storageProvider/type", "extensions/durableTask/storageProvider/connectionName",
        "extensions/durableTask/storageProvider/partitionCount", "extensions/durableTask/storageProvider/maxQueuePollingInterval",
        "extensions/durableTask/storageProvider/useTablePartitionManagement",
    ];

    [Fact]
    public void EveryName_IsKnownToTheFunctionsHost() => Assert.Empty(Values().Keys.Except(Known));

    [Theory]
    [InlineData("functions/AzureHost/LipServerless.AzureHost.csproj", "../../host.json")]
    [InlineData("embedded/LipServerless.Embedded.csproj", "../host.json")]
    public void BothHosts_TakeTheOneFileAlong(string project, string file)
    {
        var linked = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("None").Single(e => e.Attribute("Include")?.Value == file);

        Assert.Equal("host.json", linked.Attribute("Link")?.Value);
        Assert.Equal("PreserveNewest", linked.Attribute("CopyToOutputDirectory")?.Value);
        Assert.Equal(System.IO.File.ReadAllText(File), System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")));
    }

    /// <summary>An address of a page holds the token of a personal link: neither requests nor the host's call of the worker may be kept with theirs.</summary>
    [Fact]
    public void ApplicationInsights_KeepsNoAddresses()
    {
        var values = Values();

        Assert.Equal("False", values["logging/applicationInsights/httpAutoCollectionOptions/enableHttpTriggerExtendedInfoCollection"]);
        Assert.Equal("False", values["logging/applicationInsights/enableDependencyTracking"]);
        Assert.Equal("False", values["extensions/durableTask/tracing/traceInputsAndOutputs"]);
        // The host's OpenTelemetry spans hold addresses too.
        Assert.DoesNotContain("telemetryMode", values.Keys);
        Assert.Equal("Warning", values["logging/logLevel/default"]);
    }

    /// <summary>The worker's sentences reach Application Insights as "Function.name.User"; sampling must not take one that an alert looks for.</summary>
    [Fact]
    public void Sentences_ReachApplicationInsights_AllOfThem()
    {
        var values = Values();

        Assert.Equal("Information", values["logging/logLevel/Function"]);
        Assert.Contains("Trace", values["logging/applicationInsights/samplingSettings/excludedTypes"].Split(';'));
        Assert.Contains("Exception", values["logging/applicationInsights/samplingSettings/excludedTypes"].Split(';'));
    }

    /// <summary>What the framework says within a call, a redirect's address say, would reach Application Insights like a sentence of ours.</summary>
    [Theory]
    [InlineData("functions/AzureHost/Program.cs")]
    [InlineData("embedded/Serving/LipHost.cs")]
    public void BothHosts_LetTheFrameworkSpeakFromWarningOn(string composition)
    {
        var source = System.IO.File.ReadAllText(Path.Combine(Repository.Root, composition));

        Assert.Contains("AddFilter(\"Microsoft\", LogLevel.Warning)", source, StringComparison.Ordinal);
        Assert.Contains("AddFilter(\"System\", LogLevel.Warning)", source, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Values()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        Collect(document.RootElement, "", found);
        return found;
    }

    private static void Collect(JsonElement element, string path, Dictionary<string, string> found)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}/{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object)
                Collect(property.Value, name, found);
            else
                found.Add(name, property.Value.ToString());
        }
    }
}
