using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Dashboard;

/// <summary>A form of the office's pages as posted.</summary>
/// <param name="Who">The person of staff who posts it.</param>
/// <param name="Fields">What it holds; empty where it cannot be read.</param>
/// <param name="IsOurs">Whether it carries the token of this person's forms; else it is not acted upon.</param>
internal sealed record DeskForm(string Who, IFormCollection Fields, bool IsOurs)
{
    /// <summary>Reads it.</summary>
    public static async Task<DeskForm> ReadAsync(HttpRequest request, StaffSession session, CancellationToken cancellationToken)
    {
        var who = request.Staff().Name;
        var fields = (await PostedForm.ReadAsync(request, cancellationToken)).Fields ?? FormCollection.Empty;
        return new(who, fields, session.IsFormToken(who, fields["form"]));
    }
}
