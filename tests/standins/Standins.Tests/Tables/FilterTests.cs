using Azure.Data.Tables;

namespace LipServerless.Standins.Tests.Tables;

public sealed class FilterTests
{
    private static readonly Guid Id = Guid.Parse("9f3c2f6e-0a53-4c0f-9a3e-0d7f6f1f2a3b");

    [Fact]
    public void CreateQueryFilter_EachType_IsItsLiteral()
    {
        var instant = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal("a eq 'it''s' or b eq 1", TableClient.CreateQueryFilter($"a eq {"it's"} or b eq {1}"));
        Assert.Equal("a eq 5L and b eq true", TableClient.CreateQueryFilter($"a eq {5L} and b eq {true}"));
        Assert.Equal("a eq 1.0 and b lt 1.5", TableClient.CreateQueryFilter($"a eq {1.0} and b lt {1.5}"));
        Assert.Equal($"a eq guid'{Id}'", TableClient.CreateQueryFilter($"a eq {Id}"));
        Assert.Equal("a ge datetime'2026-11-20T08:00:00.0000000Z'", TableClient.CreateQueryFilter($"a ge {instant}"));
        Assert.Equal("a eq X'00ff'", TableClient.CreateQueryFilter($"a eq {new byte[] { 0, 255 }}"));
    }

    [Fact]
    public void CreateQueryFilter_ValueThatLooksLikeAFilter_StaysAValue() =>
        Assert.Equal("RowKey eq 'x'' or ''1'' eq ''1'", TableServiceClient.CreateQueryFilter($"RowKey eq {"x' or '1' eq '1"}"));

    [Fact]
    public void CreateQueryFilter_CommonLambdas_AreTranslated()
    {
        var partition = "p";
        var day = DayOfWeek.Friday;

        Assert.Equal("(PartitionKey eq 'p') and (Age ge 18)", TableClient.CreateQueryFilter<Person>(e => e.PartitionKey == partition && e.Age >= 18));
        Assert.Equal("(Age lt 1) or (not (Active eq true))", TableClient.CreateQueryFilter<Person>(e => 1 > e.Age || !e.Active));
        Assert.Equal("(RowKey ge 'a') and (RowKey lt 'b')", TableClient.CreateQueryFilter<Person>(e => e.RowKey.CompareTo("a") >= 0 && string.CompareOrdinal(e.RowKey, "b") < 0));
        Assert.Equal("renamed ne 'x'", TableClient.CreateQueryFilter<Person>(e => e.Renamed != "x"));
        Assert.Equal("Day eq 'Friday'", TableClient.CreateQueryFilter<Person>(e => e.Day == day));
        Assert.Equal("Big gt 5L", TableClient.CreateQueryFilter<Person>(e => e.Big!.Value > 5));
        Assert.Equal("(V eq 1) and (W eq 'x')", TableClient.CreateQueryFilter<TableEntity>(e => (int)e["V"] == 1 && e.GetString("W") == "x"));
        Assert.Equal($"(Flag eq true) and (G eq guid'{Id}')", TableClient.CreateQueryFilter<TableEntity>(e => e.GetBoolean("Flag") == true && e.GetGuid("G").Equals(Id)));
    }

    [Fact]
    public void CreateQueryFilter_WhatTheServiceCannotDo_IsRefused()
    {
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Person>(e => e.RowKey.StartsWith("ab", StringComparison.Ordinal)));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Person>(e => e.RowKey == e.PartitionKey));
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Person>(e => e.Age + 1 == 2));
    }
}
