using LipServerless.Domain.Time;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Tests.Texts;

public sealed class MomentsTests
{
    [Theory]
    [InlineData(2027, 3, 31, "Mittwoch, 31. März 2027, 24:00 Uhr (MESZ)", "Wednesday, 31 March 2027, 24:00 hours (CEST)")]
    [InlineData(2027, 1, 1, "Freitag, 1. Januar 2027, 24:00 Uhr (MEZ)", "Friday, 1 January 2027, 24:00 hours (CET)")]
    [InlineData(2026, 3, 28, "Samstag, 28. März 2026, 24:00 Uhr (MEZ)", "Saturday, 28 March 2026, 24:00 hours (CET)")]
    [InlineData(2026, 3, 29, "Sonntag, 29. März 2026, 24:00 Uhr (MESZ)", "Sunday, 29 March 2026, 24:00 hours (CEST)")]
    [InlineData(2026, 10, 25, "Sonntag, 25. Oktober 2026, 24:00 Uhr (MEZ)", "Sunday, 25 October 2026, 24:00 hours (CET)")]
    public void Deadline_EndOfADay_NamesThatDay(int year, int month, int day, string german, string english)
    {
        var deadline = LocalTime.EndOf(new DateOnly(year, month, day), LocalTime.DefaultZone);

        Assert.Equal(german, TextCatalog.German.Deadline(deadline, LocalTime.DefaultZone));
        Assert.Equal(english, TextCatalog.For("en").Deadline(deadline, LocalTime.DefaultZone));
    }

    [Theory]
    [InlineData("tr", "31 Mart 2027 Çarşamba, saat 24.00 (Orta Avrupa yaz saati)")]
    [InlineData("ar", "الأربعاء، 31 مارس 2027، الساعة 24:00 (توقيت وسط أوروبا الصيفي)")]
    public void Deadline_OtherLanguages_UseTheirWordsAndOurFigures(string language, string expected) =>
        Assert.Equal(expected, Plain(TextCatalog.For(language).Deadline(LocalTime.EndOf(new DateOnly(2027, 3, 31), LocalTime.DefaultZone), LocalTime.DefaultZone)));

    [Theory]
    [InlineData("tr", "10.001")]
    [InlineData("ar", "10,001")]
    public void Count_LargeNumber_HasItsSeparatorAndOurFigures(string language, string expected) =>
        Assert.Contains(expected, TextCatalog.For(language)["fault.tooLong", 10_000, 10_001], StringComparison.Ordinal);

    [Fact]
    public void Deadline_WithinADay_NamesItsTime()
    {
        var deadline = new DateTimeOffset(2026, 7, 1, 10, 30, 0, TimeSpan.Zero);

        Assert.Equal("Mittwoch, 1. Juli 2026, 12:30 Uhr (MESZ)", TextCatalog.German.Deadline(deadline, LocalTime.DefaultZone));
    }

    [Fact]
    public void ShortMoment_Instant_IsLocal() =>
        Assert.Equal("01.01.2027, 00:30 Uhr", TextCatalog.German.ShortMoment(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero), LocalTime.DefaultZone));

    private static string Plain(string isolated) => isolated.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
