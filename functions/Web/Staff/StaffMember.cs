namespace LipServerless.Web.Staff;

/// <summary>A person of the project office who acts in a request.</summary>
/// <param name="Name">The person's name as the log writes it.</param>
public sealed record StaffMember(string Name)
{
    /// <summary>Signed in at Entra ID, in front of the application: the session is not ours to end.</summary>
    public bool ByEntra { get; init; }
}
