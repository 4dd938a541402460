using System.Text;
using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

public class DraftFaultTests
{
    private const string Sentence = "Die Bürger*innen möchten früh gehört werden, bevor Pläne feststehen.";

    [Fact]
    public void Read_Utf8WithAndWithoutBom_IsTheSameDraft()
    {
        var plain = DraftReader.Read(Encoding.UTF8.GetBytes(Sentence), "a.txt", DraftLimits.Default).Draft;
        var marked = DraftReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sentence)], "a.txt", DraftLimits.Default).Draft;

        Assert.NotNull(plain);
        Assert.Equal(plain, marked);
    }

    [Fact]
    public void Read_OtherEncodings_AreRefusedAsSuch()
    {
        Assert.Equal(DraftFaultCode.WrongEncoding, Code(Encoding.Latin1.GetBytes(Sentence)));
        Assert.Equal(DraftFaultCode.WrongEncoding, Code([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sentence)]));
        Assert.Equal(DraftFaultCode.WrongEncoding, Code(Encoding.Unicode.GetBytes(Sentence)));
        Assert.Equal(DraftFaultCode.WrongEncoding, Code(Encoding.BigEndianUnicode.GetBytes(Sentence)));
        Assert.Equal(DraftFaultCode.WrongEncoding, Code([.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Sentence)]));

        // UTF-8 taken for Latin-1 and saved as UTF-8 once more.
        Assert.Equal(DraftFaultCode.WrongEncoding, Code(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("für Bürger*innen über größere Häuser")))));
    }

    [Fact]
    public void Read_BinaryContent_IsRefusedWhateverItsName()
    {
        Assert.Equal(DraftFaultCode.Binary, Code("%PDF-1.7 etwas"u8.ToArray()));
        Assert.Equal(DraftFaultCode.Binary, Code([(byte)'P', (byte)'K', 3, 4, 20, 0, 6, 0, 8, 0]));
        Assert.Equal(DraftFaultCode.Binary, Code("{\\rtf1 etwas}"u8.ToArray()));
        Assert.Equal(DraftFaultCode.Binary, Code("Text mit\0 einem Nullbyte darin, sonst harmlos"u8.ToArray()));
        Assert.Equal(DraftFaultCode.Binary, Code([1, 2, 3, 4, 5, 65, 66, 67]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\f\n")]
    [InlineData("\ufeff")]
    public void Read_NothingThere_IsEmpty(string text) => Assert.Equal(DraftFaultCode.Empty, Code(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("entwurf.docx")]
    [InlineData("entwurf.PDF")]
    [InlineData("entwurf.md.exe")]
    public void Read_OtherFileTypes_AreUnsupported(string name) => Assert.Equal(DraftFaultCode.UnsupportedType, Code(Encoding.UTF8.GetBytes(Sentence), name));

    [Theory]
    [InlineData("entwurf.MD")]
    [InlineData("entwurf.markdown")]
    [InlineData("entwurf.txt")]
    [InlineData("entwurf")]
    [InlineData("C:\\Ablage\\v1.0\\entwurf")]
    [InlineData("Entwurf 2.1")]
    public void Read_KnownFileTypes_AreRead(string name) => Assert.True(DraftReader.Read(Encoding.UTF8.GetBytes(Sentence), name, DraftLimits.Default).Succeeded);

    [Fact]
    public void Read_OnlyHeadings_HasNoParagraphs() =>
        Assert.Equal(DraftFaultCode.NoParagraphs, Code("# Titel\n\n## Bildung\n\n## Soziales\n"u8.ToArray(), "a.md"));

    [Fact]
    public void Read_OverTheLimits_NamesEveryLimit()
    {
        var text = string.Join("\n\n", Enumerable.Repeat(Sentence, 5));
        Assert.Equal(DraftFaultCode.TooLarge, Code(Encoding.UTF8.GetBytes(text), "a.md", DraftLimits.Default with { MaxBytes = 100 }));
        Assert.Equal(DraftFaultCode.TooManyParagraphs, Code(Encoding.UTF8.GetBytes(text), "a.md", DraftLimits.Default with { MaxParagraphs = 4 }));

        var both = DraftReader.Read(Encoding.UTF8.GetBytes(text), "a.md", DraftLimits.Default with { MaxParagraphs = 4, MaxParagraphLength = 20 });

        Assert.False(both.Succeeded);
        Assert.Equal([DraftFaultCode.TooManyParagraphs, DraftFaultCode.ParagraphTooLong], both.Faults.Select(fault => fault.Code));
    }

    [Fact]
    public void Read_AtTheLimits_Succeeds()
    {
        var content = Encoding.UTF8.GetBytes(Sentence);

        Assert.True(DraftReader.Read(content, "a.md", new DraftLimits { MaxBytes = content.Length, MaxParagraphs = 1, MaxParagraphLength = Sentence.Length }).Succeeded);
    }

    [Fact]
    public void Message_OfEveryRefusal_IsAGermanSentenceWithARemedy()
    {
        var faults = new[]
        {
            Refusal([]), Refusal("%PDF-"u8.ToArray()), Refusal(Encoding.Latin1.GetBytes("für")), Refusal([65], "a.odt"), Refusal("# T"u8.ToArray(), "a.md"),
            Refusal([65, 66], "a.md", DraftLimits.Default with { MaxBytes = 1 }), Refusal("A\n\nB"u8.ToArray(), "a.md", DraftLimits.Default with { MaxParagraphs = 1 }),
            Refusal("AB"u8.ToArray(), "a.md", DraftLimits.Default with { MaxParagraphLength = 1 }),
        };

        Assert.Equal(Enum.GetValues<DraftFaultCode>().Order(), faults.Select(fault => fault.Code).Order());
        Assert.All(faults, fault => Assert.Matches(@"bitte \w+ Sie\b.*\.$", fault.Message));
    }

    private static DraftFaultCode Code(byte[] content, string name = "a.txt", DraftLimits? limits = null) => Refusal(content, name, limits).Code;

    private static DraftFault Refusal(byte[] content, string name = "a.txt", DraftLimits? limits = null)
    {
        var reading = DraftReader.Read(content, name, limits ?? DraftLimits.Default);
        Assert.False(reading.Succeeded);
        return Assert.Single(reading.Faults);
    }
}
