using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>Finished markup. Made only by <see cref="Of"/>, which encodes every text put into it.</summary>
internal readonly record struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html None => default;

    /// <summary>Markup with holes. Texts in holes are encoded, for elements and double-quoted attributes alike; markup in holes stays.</summary>
    public static Html Of(ref Interpolation markup) => new(markup.Finish());

    /// <summary>Some pieces of markup after each other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.markup)));

    public override string ToString() => markup ?? "";

    [InterpolatedStringHandler]
    internal readonly ref struct Interpolation
    {
        private readonly StringBuilder written;

        public Interpolation(int literalLength, int formattedCount) => written = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string text) => written.Append(text);

        public void AppendFormatted(string? text)
        {
            if (text is not null) written.Append(Encoder.Encode(text));
        }

        public void AppendFormatted(long number) => written.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(Html html) => written.Append(html.ToString());

        public string Finish() => written.ToString();
    }
}
