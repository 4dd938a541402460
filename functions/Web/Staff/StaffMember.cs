namespace LipServerless.Web.Staff;

/// <summary>A person of the project office who acts under a key of their own.</summary>
/// <param name="Name">The person's name as the log writes it.</param>
/// <param name="KeyHash">Lower-case hex SHA-256 of the key; the key itself is stored nowhere.</param>
public sealed record StaffMember(string Name, string KeyHash);
