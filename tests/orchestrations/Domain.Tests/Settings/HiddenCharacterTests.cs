using System.Text.Json;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;

namespace LipServerless.Domain.Tests.Settings;

/// <summary>What settings and roster name stands in headers of mails, on envelopes and pages: nothing in it breaks a line or turns its direction.</summary>
public sealed class HiddenCharacterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Hidden => new()
    {
        "\r\nBcc: alle@example.org", "\n", "\u0000", "\u0085", "\u2028", "\u2029", "\u202Efdp.exe", "\u202A", "\u2066", "\u2069", "\u007F",
    };

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Read_HiddenCharacterInANameOrTitle_IsAFaultOfThatField(string hidden)
    {
        Assert.Equal(["title"], Faults(title: "Plan" + hidden + "x"));
        Assert.Equal(["stage"], Faults(stage: "Stufe" + hidden + "x"));
        Assert.Equal(["officeContact"], Faults(office: "OE" + hidden + "x"));
        Assert.Equal(["bodies[0].name"], Faults(name: "Beirat" + hidden + "x"));
        Assert.Equal(["bodies[0].emails"], Faults(email: "beirat@example.org" + hidden + "x"));
        Assert.Equal(["bodies[0].emails"], Faults(email: "bei" + hidden + "rat@example.org"));
        if (hidden != "\n" && !hidden.StartsWith('\r'))
            Assert.Equal(["bodies[0].postalAddress"], Faults(postal: "Beirat\nWeg 1" + hidden + "\nHannover"));
    }

    [Fact]
    public void Read_OrdinaryNames_AreNoFaults() =>
        Assert.Empty(Faults(title: "Plan „Wir“ – 2. Stufe", stage: "Maßnahmen", office: "OE 50.6, Tel. 1", name: "مجلس الاندماج", email: "o'neill+x@example.org", postal: "Beirat\r\nWeg 1\nHannover"));

    [Fact]
    public void Read_TooLong_IsAFaultOfThatField()
    {
        Assert.Equal(["stage"], Faults(stage: new string('x', 201)));
        Assert.Equal(["officeContact"], Faults(office: new string('x', 201)));
        Assert.Equal(["bodies[0].postalAddress"], Faults(postal: new string('x', 501)));
        Assert.Equal(["bodies[0].emails"], Faults(emails: [.. Enumerable.Range(0, 21).Select(n => $"a{n}@example.org")]));
    }

    private static List<string> Faults(
        string title = "Plan", string stage = "Stufe", string office = "OE 50.6", string name = "Beirat", string email = "beirat@example.org", string postal = "Beirat\nWeg 1", string[]? emails = null)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            title,
            stage,
            officeContact = office,
            consultation = "plan",
            deadlines = new { councils = "2026-04-01" },
            bodies = new[] { new { id = "beirat", kind = nameof(BodyKind.IntegrationCouncil), name, emails = emails ?? [email], postalAddress = postal } },
            steeringGroup = new { name = "Lenkungsgruppe", emails = new[] { "lenkung@example.org" } },
        });
        return [.. SettingsReader.Read(json, SampleRoster.Read(), Now).Faults.Select(fault => fault.Field)];
    }
}
