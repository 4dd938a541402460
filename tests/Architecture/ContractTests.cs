using System.Reflection;
using System.Text.Json.Serialization;
using LipServerless.Rounds.Contracts;

namespace LipServerless.Architecture.Tests;

/// <summary>
/// Contracts round-trip under default System.Text.Json, with and without fields, in every host; and what passes through the durable
/// engine carries ids, instants and counts only.
/// </summary>
public sealed class ContractTests
{
    private static readonly Type[] Contracts =
    [
        .. typeof(RoundInput).Assembly.GetExportedTypes()
            .Where(t => t.Namespace!.StartsWith("LipServerless.Rounds.Contracts", StringComparison.Ordinal) && t is { IsAbstract: false, IsEnum: false } && !t.IsSubclassOf(typeof(Exception))),
    ];

    private static readonly string[] IdsByName = ["RoundId", "BodyId", "MailId", "Conference"];

    public static TheoryData<Type> All => [.. Contracts];

    public static TheoryData<Type> ThroughTheEngine => [.. Contracts.Where(t => t.Namespace == "LipServerless.Rounds.Contracts")];

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_HasNoPublicFields(Type contract) =>
        Assert.Empty(contract.GetFields(BindingFlags.Public | BindingFlags.Instance));

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_WritesEnumsAsStringsByAttribute(Type contract)
    {
        var enums = contract.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType)
            .Where(t => t.IsEnum);

        Assert.All(enums, e => Assert.NotNull(e.GetCustomAttribute<JsonConverterAttribute>()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Contract_UsesNoTimeTypeThatLosesItsOffset(Type contract)
    {
        var types = contract.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType);

        Assert.DoesNotContain(types, t => t == typeof(DateTime) || t.Namespace == "NodaTime");
    }

    [Theory]
    [MemberData(nameof(ThroughTheEngine))]
    public void TaskContract_CarriesOnlyIdsInstantsAndCounts(Type contract)
    {
        foreach (var property in contract.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var fine = type == typeof(int) || type == typeof(bool) || type == typeof(DateTimeOffset) || type.IsEnum
                || type == typeof(IReadOnlyList<string>)
                || (type == typeof(string) && IdsByName.Contains(property.Name));
            Assert.True(fine, $"{contract.Name}.{property.Name} ({type.Name}) is neither id, instant nor count.");
        }
    }
}
