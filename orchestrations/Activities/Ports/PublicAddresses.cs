namespace LipServerless.Activities.Ports;

/// <summary>Where recipients find their pages: from the setting PublicBaseUrl, never from request headers.</summary>
public sealed record PublicAddresses(Uri BaseUrl)
{
    /// <summary>A body's reply page.</summary>
    public Uri Reply(string token) => new(BaseUrl, $"b/{token}");

    /// <summary>Where somebody at a body's address says of a receipt "Das waren wir nicht".</summary>
    public Uri Disown(string token, string receiptNumber) => new(BaseUrl, $"b/{token}/not-us/{receiptNumber}");

    /// <summary>A round on the dashboard, for staff.</summary>
    public Uri Dashboard(string roundId) => new(BaseUrl, $"dashboard/rounds/{roundId}");

    /// <summary>The page that a link of this kind opens.</summary>
    public Uri Page(LinkKind kind, string token) => kind switch
    {
        LinkKind.Steering => Steering(token),
        LinkKind.Outcome => Outcome(token),
        _ => Reply(token),
    };

    /// <summary>The steering group's page.</summary>
    public Uri Steering(string token) => new(BaseUrl, $"s/{token}");

    /// <summary>Synopsis and outcome after the decision.</summary>
    public Uri Outcome(string token) => new(BaseUrl, $"o/{token}");
}
