using LipServerless.Web.Rendering;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Tests.Rendering;

public sealed class SeeOtherResultTests
{
    [Theory]
    [InlineData("/dashboard/rounds/lip-r1?sprache=en#a", "/dashboard/rounds/lip-r1?sprache=en#a")]
    [InlineData("/dashboard/rounds/a\r\nSet-Cookie: x=1", "/dashboard/rounds/a%0D%0ASet-Cookie:%20x=1")]
    [InlineData("/dashboard/rounds/ü\u2028🙂\u007f", "/dashboard/rounds/%C3%BC%E2%80%A8%F0%9F%99%82%7F")]
    public async Task Location_WhateverWasInTheAddress_IsOneLineOfAscii(string location, string header)
    {
        var http = new DefaultHttpContext();

        await new SeeOtherResult(location).ExecuteAsync(http);

        Assert.Equal((303, header), (http.Response.StatusCode, http.Response.Headers.Location.ToString()));
    }
}
