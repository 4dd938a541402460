using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LipServerless.Activities;
using LipServerless.Adapters;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds;
using LipServerless.Web;

namespace LipServerless.Architecture.Tests.Security;

/// <summary>
/// Who knocks at other doors: storage, mail service, collector, sign-in service, each at an address of the settings. Whoever adds a further
/// place here says by that where its addresses come from, and checks them.
/// </summary>
public sealed class OutgoingRequestTests
{
    private static readonly string[] Network = ["System.Net.Http", "System.Net.Sockets", "System.Net.Requests", "System.Net.WebClient", "System.Net.Mail", "System.Net.NameResolution", "System.Net.WebSockets.Client", "System.Net.Quic", "System.Net.Ping"];

    // Types that only name something, and reach nothing.
    private static readonly string[] Harmless = ["AddressFamily", "MailAddress"];

    private static readonly string[] Adapters = ["Adapters/AdapterServices.cs", "Adapters/Entra/", "Adapters/Mail/MailTransport.cs", "Adapters/Telemetry/TelemetryExport.cs"];

    private static readonly string[] Openers =
    [
        "HttpClient", "SocketsHttpHandler", "HttpMessageInvoker", "WebRequest", "WebClient", "TcpClient", "new Socket(", "SmtpClient", "ClientWebSocket",
        "new TableServiceClient", "new TableClient", "new BlobServiceClient", "new BlobContainerClient", "new BlobClient", "new EmailClient", "AddOtlpExporter",
    ];

    public static TheoryData<Type> Offline => new() { typeof(SampleRoster), typeof(RoundTasks), typeof(ActivityTasks), typeof(WebServices) };

    [Theory]
    [MemberData(nameof(Offline))]
    public void Assembly_NamesNoTypeThatReachesTheNetwork(Type inIt) => Assert.Empty(NetworkTypesOf(inIt.Assembly.Location));

    [Fact]
    public void Adapters_DoNameSuchTypes_SoThatThisWouldBeSeen() =>
        Assert.Contains(NetworkTypesOf(typeof(AdapterServices).Assembly.Location), type => type.EndsWith(".HttpClient", StringComparison.Ordinal));

    [Fact]
    public void Adapters_OpenConnectionsInTheseFilesOnly()
    {
        var folder = Path.Combine(Repository.Root, "functions");
        var opening = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.Contains("/obj", StringComparison.Ordinal) && Openers.Any(opener => file.Text.Contains(opener, StringComparison.Ordinal)))
            .Select(file => file.Name)
            .ToList();

        Assert.All(Adapters, known => Assert.Contains(opening, file => file.StartsWith(known, StringComparison.Ordinal)));
        Assert.DoesNotContain(opening, file => !Adapters.Any(known => file.StartsWith(known, StringComparison.Ordinal)));
    }

    private static List<string> NetworkTypesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        List<string> types = [];
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
                continue;
            var from = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
            var name = metadata.GetString(type.Name);
            if ((Network.Contains(from) || from.StartsWith("Azure.", StringComparison.Ordinal)) && !Harmless.Contains(name))
                types.Add($"{from}: {metadata.GetString(type.Namespace)}.{name}");
        }

        return types;
    }
}
