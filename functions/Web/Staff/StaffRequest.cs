using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Staff;

/// <summary>Who acts in a request: put there by the gate, read by functions.</summary>
public static class StaffRequest
{
    private const string Item = "lip-staff";

    /// <summary>The person; <see cref="InvalidOperationException"/> where the gate let nobody in: a function outside its reach.</summary>
    public static StaffMember Staff(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Items[Item] as StaffMember
            ?? throw new InvalidOperationException("This function is reached without the staff gate.");
    }

    internal static void SetStaff(this HttpContext context, StaffMember member) => context.Items[Item] = member;
}
