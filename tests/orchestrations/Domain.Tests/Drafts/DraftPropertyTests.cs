using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

/// <summary>What holds for every text, tried on texts made of the stuff that papers and attacks are made of.</summary>
public class DraftPropertyTests
{
    private static readonly string[] Stuff =
    [
        "Die Stadt sorgt für Plätze.", "Bürger*innen wirken mit", "Zusammen-", "leben", "und", "\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\f", "\r\n", "- 3 -", "• ", "- ", "1. ", "2. ",
        "(1) ", "(2.1) ", "TOP 3.", "§ 4 ", "PROTOKOLL", "Anwesend:", "193.421,00", "22", "|", "| a | b |\n", "|---|---|\n", "# ", "## ", "> ", "```", "*", "**", "_", "[a](b)", "<b>", "&amp;",
        "{gleichstellung}", "{", "}", "\\", "---", "===", "„Zitat“", "…", "😀", "\u00ad", "\u0301", "             Mitte", "1   Unter www.example.org", "www.example.org", "!", ":", ";", ",", "ß", "İ", "שלום",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Stuff).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    private static readonly Arbitrary<string> Names = Gen.Elements("a.md", "a.txt").ToArbitrary();

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60);

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), Names, (content, name) =>
        {
            var reading = DraftReader.Read(content, name, DraftLimits.Default);
            return reading.Succeeded == (reading.Faults.Count == 0);
        }).Check(Many);

    [Fact]
    public void Read_AnyNameAtAll_NeverThrows() =>
        Prop.ForAll<string?>(name => DraftReader.Read("Ein Absatz."u8.ToArray(), name ?? "", DraftLimits.Default).Draft is null or { Title.Length: > 0 and <= 200 }).Check(Many);

    [Fact]
    public void Read_AnyText_IdsUniqueNumbersInOrderTextsClean() =>
        Prop.ForAll(Texts, Names, (text, name) => Reading(text, name) is not { } draft || (
            draft.Paragraphs.Select(p => p.Id).Distinct().Count() == draft.Paragraphs.Count
            && draft.Commentable.Select(p => p.Number).SequenceEqual(Enumerable.Range(1, draft.Commentable.Count()))
            && draft.Paragraphs.All(p => p.IsCommentable == p.Number > 0)
            && draft.Paragraphs.All(p => p.Text.Length > 0 && p.Text == p.Text.Trim() && !p.Text.Contains("  ", StringComparison.Ordinal) && !p.Text.Any(c => char.IsControl(c) && c != '\n'))))
        .Check(Many);

    [Fact]
    public void Read_AnyTextAgain_KeepsEveryIdAndTheHash() =>
        Prop.ForAll(Texts, Names, (text, name) => Reading(text, name) is not { } draft || Reading(text, name, draft)!.Equals(draft)).Check(Many);

    [Fact]
    public void Read_AnyTextAfterAnother_UsesNoIdTwiceAndNoRetiredOne() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            if (Reading(before, "a.md") is not { } first)
                return true;
            string[] retired = ["p-aaaaaaaa", .. first.Paragraphs.Select(p => p.Id)];
            return Reading(after, "a.md", null, retired) is not { } second
                || (second.Paragraphs.All(p => !retired.Contains(p.Id)) && second.Paragraphs.Select(p => p.Id).Distinct().Count() == second.Paragraphs.Count);
        }).Check(Many);

    [Fact]
    public void Compare_AnyTwoVersions_AccountsForEveryParagraph() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            if (Reading(before, "a.md") is not { } first || Reading(after, "a.md", first) is not { } second)
                return true;
            var difference = DraftComparison.Compare(first, second);
            return difference.Paragraphs.Select(d => d.Paragraph).SequenceEqual(second.Paragraphs)
                && difference.Paragraphs.Count(d => d.Before is not null) + difference.Removed.Count == first.Paragraphs.Count
                && (first.Hash == second.Hash) == (!difference.Any && SameDepths(first, second));
        }).Check(Many);

    [Fact]
    public void Words_AnyTwoTexts_GiveBothBack() =>
        Prop.ForAll(Texts, Texts, (before, after) =>
        {
            var pieces = DraftComparison.Words(before, after);
            return string.Concat(pieces.Where(p => p.Change != TextChange.Added).Select(p => p.Text)) == before
                && string.Concat(pieces.Where(p => p.Change != TextChange.Removed).Select(p => p.Text)) == after
                && pieces.All(p => p.Text.Length > 0) && pieces.Zip(pieces.Skip(1)).All(pair => pair.First.Change != pair.Second.Change);
        }).Check(Many);

    [Fact]
    public void Draft_AnyText_RoundTripsAsJson() =>
        Prop.ForAll(Texts, Names, (text, name) => Reading(text, name) is not { } draft || draft.Equals(JsonSerializer.Deserialize<Draft>(JsonSerializer.Serialize(draft)))).Check(Many);

    [Fact]
    public void Hash_OtherLineEndsBlankLinesAndWrapping_IsTheSame()
    {
        const string Words = "Die Stadt beteiligt alle Stadtbezirke frühzeitig und berichtet dem Rat einmal im Jahr über das Ergebnis der Arbeit.";
        var wide = Read.Text($"{Words}\n\n{Words}\n");
        Assert.Equal(wide.Hash, Read.Text($"{Words.Replace(" Stadtbezirke ", " Stadtbezirke\r\n", StringComparison.Ordinal)}\r\n\r\n\r\n{Words}").Hash);
        Assert.Equal(wide.Hash, Read.Markdown($"{Words.Replace(" und ", "\nund ", StringComparison.Ordinal)}\n\n{Words}\n") is var markdown ? DraftHash.Of(wide.Title, markdown.Paragraphs) : null);
        Assert.Matches("^[0-9a-f]{64}$", wide.Hash);
    }

    [Theory]
    [InlineData("# T\n\n## A\n\nEin Absatz.\n")]
    [InlineData("# U\n\n## A\n\nEin Absatz!\n")]
    [InlineData("# T\n\n## A\n\nEin Absatz! {gleichstellung}\n")]
    [InlineData("# T\n\n## A\n\n- Ein Absatz!\n")]
    [InlineData("# T\n\nEin Absatz!\n\n## A\n")]
    [InlineData("# T\n\n## A\n\nEin\n\nAbsatz!\n")]
    public void Hash_AnythingPeopleDecideOn_ChangesIt(string other) =>
        Assert.NotEqual(Read.Markdown("# T\n\n## A\n\nEin Absatz!\n").Hash, Read.Markdown(other).Hash);

    private static bool SameDepths(Draft first, Draft second) =>
        first.Paragraphs.Select(p => p.Headings.Count).SequenceEqual(second.Paragraphs.Select(p => p.Headings.Count));

    private static Draft? Reading(string text, string name, Draft? previous = null, string[]? retired = null) =>
        DraftReader.Read(Encoding.UTF8.GetBytes(text), name, DraftLimits.Default, previous, retired).Draft;
}
