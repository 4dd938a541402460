using LipServerless.Activities.Commands.Delivery;
using LipServerless.Web.Staff;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Api.Bodies;

/// <summary>Staff mend how a body is reached.</summary>
public sealed class ContactFunctions(MendContact mend, ILogger<ContactFunctions> logger)
{
    /// <summary>
    /// <c>emails</c> in place of those on file (an empty list: by post), <c>postalAddress</c>, or <c>unchanged</c> where the address on file was
    /// repaired at the other end. The body is asked again if it has not answered. 204.
    /// </summary>
    [Function("MendContact")]
    public async Task<IResult> Mend(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/rounds/{roundId}/bodies/{bodyId}/contact")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string roundId,
        string bodyId,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await JsonBody.ReadAsync<ContactBody>(request, cancellationToken);
        var result = await mend.ExecuteAsync(
            new()
            {
                RoundId = roundId,
                BodyId = bodyId,
                Unchanged = body.Unchanged,
                Emails = body.Emails,
                PostalAddress = body.PostalAddress,
                Who = request.Staff().Name,
            },
            cancellationToken);
        return await CommandAnswers.DoneAsync(client, result, logger, cancellationToken);
    }

    private sealed record ContactBody
    {
        public bool Unchanged { get; init; }

        public IReadOnlyList<string?>? Emails { get; init; }

        public string? PostalAddress { get; init; }
    }
}
