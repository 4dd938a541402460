using LipServerless.Activities.Archives;
using LipServerless.Activities.Commands;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Archives;

/// <summary>What a request says an archive is for.</summary>
internal static class ArchiveQuery
{
    /// <summary><c>?for=archive</c> (without it, too), <c>move</c> or <c>backup</c>; anything else is refused.</summary>
    public static ArchiveKind KindOf(HttpRequest request) => request.Query["for"].ToString() switch
    {
        "" or "archive" => ArchiveKind.Archive,
        "move" => ArchiveKind.Move,
        "backup" => ArchiveKind.Backup,
        _ => throw CommandRefusedException.Invalid("for", "Ein Archiv gibt es zum Aufheben (archive), zum Umzug (move) und als Sicherung (backup)."),
    };

    /// <summary>Whether a switch such as <c>?backup=true</c> is on.</summary>
    public static bool IsOn(HttpRequest request, string name) => bool.TryParse(request.Query[name], out var isOn) && isOn;
}
