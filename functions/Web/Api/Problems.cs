using LipServerless.Activities.Commands;
using LipServerless.Domain.Settings;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Api;

/// <summary>Answers of kind problem+json (RFC 9457): a sentence that helps, and each field at fault.</summary>
public static class Problems
{
    /// <summary>A problem with a status, a title and a sentence; <paramref name="faults"/> by field.</summary>
    public static IResult Of(int status, string title, string detail, IReadOnlyList<SettingsFault>? faults = null) =>
        Results.Problem(
            detail: detail,
            statusCode: status,
            title: title,
            extensions: faults is { Count: > 0 } ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = Errors(faults) } : null);

    /// <summary>400 with every fault at once.</summary>
    public static IResult Invalid(IReadOnlyList<SettingsFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return Of(StatusCodes.Status400BadRequest, "Angaben prüfen", string.Join(" ", faults.Select(f => f.Message).Distinct(StringComparer.Ordinal)), faults);
    }

    /// <summary>One field is at fault.</summary>
    public static IResult Invalid(string field, string message) => Invalid([new(field, message)]);

    /// <summary>410: it was there, and was erased.</summary>
    public static IResult Erased(string detail) => Of(StatusCodes.Status410Gone, "Gelöscht", detail);

    /// <summary>What a refused command says.</summary>
    public static IResult Refused(CommandRefusedException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var (status, title) = refusal.Reason switch
        {
            Refusal.NotFound => (StatusCodes.Status404NotFound, "Nicht gefunden"),
            Refusal.Conflict => (StatusCodes.Status409Conflict, "Derzeit nicht möglich"),
            _ => (StatusCodes.Status400BadRequest, "Angaben prüfen"),
        };
        return Of(status, title, refusal.Message, refusal.Faults);
    }

    private static object[] Errors(IReadOnlyList<SettingsFault> faults) => [.. faults.Select(f => new { field = f.Field, message = f.Message })];
}
