#nullable enable
namespace Azure.Data.Tables.Queries;

/// <summary>The answer to a read of something that is not there.</summary>
internal sealed class NoValue<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The entity was not found: there is no value.");

    public override Response GetRawResponse() => response;
}
