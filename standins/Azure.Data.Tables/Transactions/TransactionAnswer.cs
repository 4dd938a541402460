#nullable enable
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// Takes the parts out of a transaction's answer. Tolerant by intent: Azurite puts a stray boundary before the status line of
/// some refusals, so whatever is not a status line, a header or a body is passed over.
/// </summary>
internal static class TransactionAnswer
{
    public static List<Response> Parts(Response outer)
    {
        var parts = new List<Response>();
        using var lines = new StringReader(outer.Content.ToString());
        var line = lines.ReadLine();
        while (line is not null)
        {
            if (!line.StartsWith("HTTP/1.", StringComparison.Ordinal))
            {
                line = lines.ReadLine();
                continue;
            }

            var words = line.Split(' ', 3);
            var headers = new List<HttpHeader>();
            for (line = lines.ReadLine(); !string.IsNullOrEmpty(line); line = lines.ReadLine())
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                    headers.Add(new HttpHeader(line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }

            var body = new StringBuilder();
            for (line = lines.ReadLine(); line is not null && !line.StartsWith("--", StringComparison.Ordinal); line = lines.ReadLine())
                body.AppendLine(line);

            parts.Add(new Part(int.Parse(words[1], CultureInfo.InvariantCulture), words.Length > 2 ? words[2] : "", headers, body.ToString().TrimEnd(), outer.ClientRequestId));
        }

        return parts;
    }

    private sealed class Part : Response
    {
        private readonly List<HttpHeader> headers;

        public Part(int status, string reason, List<HttpHeader> headers, string body, string clientRequestId)
        {
            Status = status;
            ReasonPhrase = reason;
            this.headers = headers;
            ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body));
            ClientRequestId = clientRequestId;
        }

        public override int Status { get; }

        public override string ReasonPhrase { get; }

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; }

        public override bool IsError => Status >= 400;

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
        {
            value = TryGetHeaderValues(name, out var values) ? string.Join(',', values) : null;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            var found = headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToList();
            values = found.Count > 0 ? found : null;
            return values is not null;
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;
    }
}
