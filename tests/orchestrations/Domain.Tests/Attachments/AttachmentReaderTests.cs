using System.Security.Cryptography;
using System.Text;
using LipServerless.Domain.Attachments;

namespace LipServerless.Domain.Tests.Attachments;

public sealed class AttachmentReaderTests
{
    public static TheoryData<string, byte[], AttachmentType> Accepted => new()
    {
        { "Protokoll.pdf", SampleFiles.Pdf(), AttachmentType.Pdf },
        { "Stellungnahme.docx", SampleFiles.Docx(), AttachmentType.Docx },
        { "bild.PNG", SampleFiles.Png, AttachmentType.Png },
        { "bild.jpg", SampleFiles.Jpeg, AttachmentType.Jpeg },
        { "bild.jpeg", SampleFiles.Jpeg, AttachmentType.Jpeg },
        { "bild.webp", SampleFiles.Webp, AttachmentType.Webp },
    };

    public static TheoryData<string, byte[], AttachmentFaultCode> Refused => new()
    {
        { "leer.pdf", [], AttachmentFaultCode.Empty },
        { "bild.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "seite.html", "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "seite.pdf", "<!DOCTYPE html>%PDF-1.7\n%%EOF"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "seite.png", "<html><script>alert(1)</script>"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "programm.exe", "MZ\u0090\0"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "alt.doc", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], AttachmentFaultCode.UnknownType },
        { "bild.gif", "GIF89a"u8.ToArray(), AttachmentFaultCode.UnknownType },
        { "archiv.zip", SampleFiles.Zip(("a.txt", "x")), AttachmentFaultCode.WrongExtension },
        { "tabelle.docx", SampleFiles.Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "x")), AttachmentFaultCode.UnknownType },
        { "ohneTeil.docx", SampleFiles.Docx("<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/xml\"/></Types>"), AttachmentFaultCode.UnknownType },
        { "programm.exe", SampleFiles.Pdf(), AttachmentFaultCode.WrongExtension },
        { "beschluss.pdf.html", SampleFiles.Pdf(), AttachmentFaultCode.WrongExtension },
        { "bild.png", SampleFiles.Jpeg, AttachmentFaultCode.WrongExtension },
        { "ohne Endung", SampleFiles.Pdf(), AttachmentFaultCode.WrongExtension },
        { "makro.docm", SampleFiles.Docx(), AttachmentFaultCode.Macros },
        { "makro.docx", SampleFiles.Docx(furtherParts: "word/vbaProject.bin"), AttachmentFaultCode.Macros },
        { "makro.docx", SampleFiles.Docx(furtherParts: "WORD/VBAPROJECT.BIN"), AttachmentFaultCode.Macros },
        { "makro.docx", SampleFiles.Docx(SampleFiles.TypesWith("application/vnd.ms-office.vbaProject")), AttachmentFaultCode.Macros },
        { "makro.docx", SampleFiles.Docx(SampleFiles.TypesWith("application/vnd.ms-word.document.macroEnabled.main+xml")), AttachmentFaultCode.Macros },
        { "hinaus.docx", SampleFiles.Docx(furtherParts: "../../etc/passwd"), AttachmentFaultCode.Damaged },
        { "dtd.docx", SampleFiles.Docx("<!DOCTYPE Types [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Types>&x;</Types>"), AttachmentFaultCode.Damaged },
        { "kaputt.docx", [.. "PK\u0003\u0004"u8, 1, 2, 3], AttachmentFaultCode.Damaged },
        { "kaputt.pdf", "%PDF-1.7\nabgebrochen"u8.ToArray(), AttachmentFaultCode.Damaged },
        { "kaputt.pdf", "%PDF-x.y\n%%EOF"u8.ToArray(), AttachmentFaultCode.Damaged },
        { "kaputt.png", SampleFiles.Png[..^12], AttachmentFaultCode.Damaged },
        { "kaputt.jpg", SampleFiles.Jpeg[..^2], AttachmentFaultCode.Damaged },
        { "kaputt.jpg", [0xff, 0xd8, 0xff, 0xd9], AttachmentFaultCode.Damaged },
        { "kaputt.webp", [.. SampleFiles.Webp[..12], .. "JUNK"u8, .. SampleFiles.Webp[16..]], AttachmentFaultCode.Damaged },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Read_AcceptedFile_IsWhatItsBytesAre(string name, byte[] content, AttachmentType type)
    {
        var (file, fault) = AttachmentReader.Read(name, content, AttachmentRole.Annex, new());

        Assert.Null(fault);
        Assert.Equal((type, content.Length, name), (file!.Type, (int)file.Size, file.Name));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Hash);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_AnythingElse_IsRefusedByName(string name, byte[] content, AttachmentFaultCode code)
    {
        var (file, fault) = AttachmentReader.Read(name, content, AttachmentRole.Annex, new());

        Assert.Null(file);
        Assert.Equal((code, name), (fault!.Code, fault.FileName));
    }

    [Fact]
    public void Read_OneByteTooMany_IsRefusedWithTheLimit()
    {
        var limits = new AttachmentLimits { MaxFileBytes = 2 * AttachmentLimits.Megabyte };
        var start = SampleFiles.Pdf();
        byte[] Padded(long length) => [.. start[..9], .. new byte[length - start.Length], .. start[9..]];

        Assert.NotNull(AttachmentReader.Read("a.pdf", Padded(limits.MaxFileBytes), AttachmentRole.Annex, limits).Attachment);
        Assert.Equal(new AttachmentFault(AttachmentFaultCode.TooLarge, "a.pdf", 2), AttachmentReader.Read("a.pdf", Padded(limits.MaxFileBytes + 1), AttachmentRole.Annex, limits).Fault);
    }

    [Fact]
    public void Read_AnyBytesAtAll_NeverThrows()
    {
        var random = new Random(4);
        byte[][] starts = [SampleFiles.Pdf(), SampleFiles.Docx(), SampleFiles.Png, SampleFiles.Jpeg, SampleFiles.Webp];
        for (var i = 0; i < 3000; i++)
        {
            var bytes = starts[i % starts.Length].ToArray();
            for (var change = 0; change < 4; change++)
                bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            var cut = bytes.AsMemory(0, random.Next(1, bytes.Length + 1));

            var (file, fault) = AttachmentReader.Read("a.pdf", cut, AttachmentRole.Annex, new());

            Assert.True(file is null != fault is null);
        }
    }
}

public sealed class FileNameTests
{
    [Theory]
    [InlineData("Beschluss Bezirk Süd.pdf", "Beschluss Bezirk Süd.pdf")]
    [InlineData("C:\\Users\\ada\\Desktop\\a.pdf", "a.pdf")]
    [InlineData("../../etc/a.pdf", "a.pdf")]
    [InlineData("a\r\nb\0.pdf", "a b.pdf")]
    [InlineData("  a   b .pdf. ", "a b.pdf")]
    [InlineData("gnp\u202efdp.exe", "gnpfdp.exe")]
    [InlineData("<script>alert(1)</script>.pdf", "script_.pdf")]
    [InlineData("a\"onclick=\"x.pdf", "a_onclick=_x.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("nul.tar.pdf", "_nul.tar.pdf")]
    [InlineData(".pdf", "pdf")]
    [InlineData("", "Datei")]
    [InlineData(null, "Datei")]
    [InlineData("u\u0308ber.pdf", "über.pdf")]
    public void Clean_WhateverWasSent_IsAName(string? sent, string expected) => Assert.Equal(expected, FileName.Clean(sent));

    [Fact]
    public void Clean_LongName_KeepsItsExtension()
    {
        var name = FileName.Clean(new string('ä', 300) + ".pdf");

        Assert.Equal(FileName.Longest, name.Length);
        Assert.EndsWith("ä.pdf", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_PairsOfSurrogatesAtTheCut_StayWhole() =>
        Assert.All(FileName.Clean(new string('a', 95) + string.Concat(Enumerable.Repeat("😀", 50)) + ".pdf").EnumerateRunes(), rune => Assert.NotEqual(Rune.ReplacementChar, rune));

    [Fact]
    public void Free_TakenName_GetsANumber() =>
        Assert.Equal("scan (3).pdf", FileName.Free("scan.pdf", ["Scan.pdf", "scan (2).pdf", "x.pdf"]));
}
