using System.Net;
using LipServerless.Testing;
using LipServerless.Web.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Tests.Limits;

public sealed class AttemptBucketsTests
{
    private static readonly BucketSize Size = new(3, 60);

    private readonly ManualTimeProvider time = new();
    private readonly AttemptBuckets buckets;

    public AttemptBucketsTests() => buckets = new(time);

    [Fact]
    public void Take_Burst_ThenOneAMinute()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            Assert.Null(buckets.Take("a", Size));

        Assert.Equal(60, buckets.Take("a", Size)!.Value.TotalSeconds, 3);
        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(15, buckets.Look("a", Size)!.Value.TotalSeconds, 3);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(buckets.Take("a", Size));
        Assert.NotNull(buckets.Take("a", Size));
    }

    [Fact]
    public void Take_LongQuiet_RefillsNoMoreThanTheBurst()
    {
        buckets.Take("a", Size);
        time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => buckets.Take("a", Size) is null));
    }

    [Fact]
    public void Take_OtherKey_CountsForItself()
    {
        for (var attempt = 0; attempt < 4; attempt++)
            buckets.Take("a", Size);

        Assert.Null(buckets.Take("b", Size));
        Assert.Null(buckets.Look("c", Size));
    }

    [Theory]
    [InlineData("", 1, "198.51.100.7, 203.0.113.9", "192.0.2.1")]
    [InlineData("X-Forwarded-For", 1, "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData("X-Forwarded-For", 1, "evil, 203.0.113.9:54321", "203.0.113.9")]
    [InlineData("X-Forwarded-For", 2, "198.51.100.7, 203.0.113.9", "198.51.100.7")]
    [InlineData("X-Forwarded-For", 3, "198.51.100.7, 203.0.113.9", "192.0.2.1")]
    [InlineData("X-Forwarded-For", 1, "unsinn", "192.0.2.1")]
    [InlineData("X-Forwarded-For", 1, "[2001:db8:1:2:3:4:5:6]:443", "20010db800010002/64")]
    [InlineData("X-Forwarded-For", 1, "::ffff:203.0.113.9", "203.0.113.9")]
    public void ClientAddress_GoesByTheTrustedEntryOnly(string header, int proxies, string sent, string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        http.Request.Headers["X-Forwarded-For"] = sent;

        Assert.Equal(address, ClientAddress.Of(http, new LimitSettings { ClientAddressHeader = header, Proxies = proxies }));
    }

    [Theory]
    [InlineData("Lip:Limits:Posts", "viele")]
    [InlineData("Lip:Limits:Posts", "0/10")]
    [InlineData("Lip:Limits:Posts", "10")]
    [InlineData("Lip:Limits:NewLinksPerDay", "-1")]
    [InlineData("Lip:ClientAddress:Proxies", "x")]
    public void Settings_CannotBeRead_NameTheSetting(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build();

        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => LimitSettings.Read(configuration)).Message, StringComparison.Ordinal);
    }
}
