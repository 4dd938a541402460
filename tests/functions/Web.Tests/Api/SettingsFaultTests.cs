using System.Text.Json.Nodes;
using LipServerless.Domain.Settings;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

[Collection(Standing.Name)]
public sealed class SettingsFaultTests(ApiHost host)
{
    [Fact]
    public async Task Start_ManyFaults_ListsEveryOneAtOnceAndStoresNothing()
    {
        var settings = host.Settings();
        settings["title"] = " ";
        settings["timeZone"] = "Europa/Hannover";
        settings["reminders"] = new JsonObject { ["daysBefore"] = new JsonArray(7, -1) };
        settings["graceDays"] = -3;
        settings["bodies"]![1]!["emails"] = new JsonArray();
        settings["bodies"]![2]!["id"] = "Groß Geschrieben";

        var answer = (await host.PostRoundAsync(settings)).MustBeProblem(400);

        Assert.Equal(
            ["title", "timeZone", "bodies[1].emails", "bodies[2].id", "reminders.daysBefore", "graceDays"],
            answer.Fields);
        Assert.Null(await host.Store.ReadAsync($"{settings["consultation"]}-r1", default));
    }

    [Fact]
    public async Task Start_DeadlinesInThePastAndOutOfOrder_AreNamedTogether()
    {
        var settings = host.Settings(conference: true);
        settings["deadlines"] = new JsonObject { ["councils"] = host.Day(30), ["conference"] = host.Day(30), ["roundTable"] = host.Day(-1) };
        settings["reminders"] = new JsonObject { ["daysBefore"] = new JsonArray(-1) };

        var answer = (await host.PostRoundAsync(settings)).MustBeProblem(400);

        Assert.Equal(["deadlines.conference", "deadlines", "reminders.daysBefore"], answer.Fields);
    }

    [Fact]
    public async Task Start_DeadlineToday_IsTaken()
    {
        var settings = host.Settings();
        settings["deadlines"] = new JsonObject { ["councils"] = host.Day(0) };

        Assert.Equal(201, (await host.PostRoundAsync(settings)).Status);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task Start_YearMistyped_Is400(string date)
    {
        var settings = host.Settings();
        settings["deadlines"] = new JsonObject { ["councils"] = date };

        Assert.Equal(["deadlines"], (await host.PostRoundAsync(settings)).MustBeProblem(400).Fields);
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(366)]
    public async Task Start_ReminderFarAway_Is400(int days)
    {
        var settings = host.Settings();
        settings["reminders"] = new JsonObject { ["daysBefore"] = new JsonArray(days) };

        Assert.Equal(["reminders.daysBefore"], (await host.PostRoundAsync(settings)).MustBeProblem(400).Fields);
    }

    [Theory]
    [InlineData("18:00", "08:00")]
    [InlineData("08:00", "08:00")]
    public async Task Start_SendingHoursEndBeforeTheyBegin_Is400(string from, string until)
    {
        var settings = host.Settings();
        settings["sendingHours"] = new JsonObject { ["from"] = from, ["until"] = until };

        Assert.Equal(["sendingHours.until"], (await host.PostRoundAsync(settings)).MustBeProblem(400).Fields);
    }

    [Fact]
    public async Task Start_OutsideTheSendingHours_SaysWhenTheInvitationsLeave()
    {
        // It is nine in the morning.
        var settings = host.Settings();
        settings["sendingHours"] = new JsonObject { ["from"] = "10:30" };

        var answer = await host.PostRoundAsync(settings);

        Assert.Equal(201, answer.Status);
        var warning = Assert.Single(answer.Json["warnings"]!.AsArray())!;
        Assert.Equal("sendingHours", warning["field"]!.GetValue<string>());
        Assert.Contains("02.03.2026 um 10:30 Uhr", warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoContactForTheSteeringGroup_NamesIt()
    {
        var settings = host.Settings();
        settings["steeringGroup"] = new JsonObject { ["name"] = "Lenkungsgruppe" };

        Assert.Equal(["steeringGroup.emails"], (await host.PostRoundAsync(settings)).MustBeProblem(400).Fields);
    }

    [Fact]
    public async Task Start_AddressSharedByTwo_IsAWarningOnly()
    {
        var settings = host.Settings();
        settings["bodies"]![1]!["emails"] = new JsonArray("Beirat-Mitte@example.org");

        var answer = await host.PostRoundAsync(settings);

        Assert.Equal(201, answer.Status);
        var warning = Assert.Single(answer.Json["warnings"]!.AsArray())!;
        Assert.Equal("bodies", warning["field"]!.GetValue<string>());
        Assert.Contains("beirat-mitte, runder-tisch", warning["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"fristen\":{}}")]
    [InlineData("{\"bodies\":[{\"mail\":\"a@example.org\"}]}")]
    [InlineData("{\"title\":5}")]
    [InlineData("{\"deadlines\":{\"councils\":\"10.04.2026\"}}")]
    [InlineData("{\"title\":\"x\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Start_NoJsonOfThisForm_Is400(string settings)
    {
        var answer = (await host.PostFormAsync("api/rounds", ("Ein Absatz."u8.ToArray(), "a.md"), settings)).MustBeProblem(400);

        Assert.Single(answer.Fields);
    }

    [Theory]
    [InlineData("bodies", "[null]")]
    [InlineData("bodies", "[]")]
    [InlineData("bodies", "[{}]")]
    [InlineData("flags", "[\"99\",null]")]
    public async Task Start_EmptyEntry_Is400(string field, string value)
    {
        var settings = host.Settings();
        settings[field] = JsonNode.Parse(value);

        Assert.All((await host.PostRoundAsync(settings)).MustBeProblem(400).Fields, fault => Assert.StartsWith(field, fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_EmptyAddress_Is400()
    {
        var settings = host.Settings();
        settings["bodies"]![0]!["emails"] = new JsonArray(null, "a@example.org");

        Assert.Equal(["bodies[0].emails"], (await host.PostRoundAsync(settings)).MustBeProblem(400).Fields);
    }

    [Theory]
    [InlineData(SettingsReader.MostBodies, 201)]
    [InlineData(SettingsReader.MostBodies + 1, 400)]
    public async Task Start_ManyBodies_AreTakenUpToTheLimit(int count, int status)
    {
        // Their turn never comes here: asking ninety bodies takes a while, and is none of this test's business.
        var settings = host.Settings();
        settings["bodies"] = new JsonArray([.. Enumerable.Range(0, count).Select(n => (JsonNode)ApiHost.Body($"verein-{n}", "FurtherBody", $"Verein {n}"))]);

        var answer = await host.PostRoundAsync(settings);

        Assert.Equal(status, answer.Status);
        if (status == 400)
            Assert.Equal(["bodies"], answer.Fields);
    }

    [Fact]
    public async Task Start_SameConsultationAgain_Is409()
    {
        var settings = host.Settings();
        await host.StartAsync(settings);

        (await host.PostRoundAsync(settings)).MustBeProblem(409);
    }

    [Fact]
    public async Task Start_SameConsultationTwiceAtOnce_OneRoundAndOne409()
    {
        var settings = host.Settings();

        var answers = await Task.WhenAll(host.PostRoundAsync(settings), host.PostRoundAsync(settings));

        Assert.Equal([201, 409], answers.Select(answer => answer.Status).Order());
    }
}
