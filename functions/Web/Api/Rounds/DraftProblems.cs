using LipServerless.Domain.Drafts;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Api.Rounds;

/// <summary>What is wrong with a draft, as HTTP: 413 too large, 415 not a text, 400 otherwise; the field is <c>draft</c>.</summary>
internal static class DraftProblems
{
    public static IResult Of(IReadOnlyList<DraftFault> faults)
    {
        var status = faults.Select(f => StatusOf(f.Code)).Max();
        return Problems.Of(status, "Entwurf prüfen", string.Join(" ", faults.Select(f => f.Message)), [.. faults.Select(f => new Domain.Settings.SettingsFault("draft", f.Message))]);
    }

    private static int StatusOf(DraftFaultCode code) => code switch
    {
        DraftFaultCode.TooLarge => StatusCodes.Status413PayloadTooLarge,
        DraftFaultCode.Binary or DraftFaultCode.WrongEncoding or DraftFaultCode.UnsupportedType => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status400BadRequest,
    };
}
