#nullable enable
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads code and message from an error body: OData JSON as a rule, XML for faults of authentication and headers.</summary>
internal sealed class TablesErrorParser : RequestFailedDetailsParser
{
    public static readonly TablesErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = response.ContentStream is { CanSeek: true, Length: > 0 } ? ParseBody(response.Content.ToString()) : null;
        return error is not null;
    }

    private static ResponseError? ParseBody(string body) => body.TrimStart('\uFEFF', ' ', '\r', '\n') switch
    {
        ['{', ..] json => ParseJson(json),
        ['<', ..] xml => ParseXml(xml),
        _ => null,
    };

    // A body that cannot be parsed is no reason to hide the failure itself: the exception then carries the status alone.
    private static ResponseError? ParseJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("odata.error", out var fault))
                return null;
            var message = fault.TryGetProperty("message", out var part) && part.TryGetProperty("value", out var value) ? value.GetString() : null;
            return new ResponseError(fault.TryGetProperty("code", out var code) ? code.GetString() : null, message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ResponseError? ParseXml(string body)
    {
        try
        {
            var root = XDocument.Parse(body).Root;
            string? Text(string name) => root?.Elements().FirstOrDefault(e => e.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
            return Text("code") is { } code ? new ResponseError(code, Text("message")) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
