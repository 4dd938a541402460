using System.Text.Json;
using Microsoft.DurableTask.Converters;

namespace LipServerless.Standins.Tests.DurableTask;

public class JsonDataConverterContractTests
{
    [Fact]
    public void Serialize_Default_WritesFieldsPascalCaseAndEnumsAsNumbers() => Assert.Equal(
        """{"Name":"a","Day":5,"Field":7}""",
        JsonDataConverter.Default.Serialize(new WithField { Name = "a", Day = DayOfWeek.Friday, Field = 7 }));

    [Fact]
    public void Deserialize_Default_ReadsFields() =>
        Assert.Equal(7, JsonDataConverter.Default.Deserialize<WithField>("""{"Field":7}""")!.Field);

    [Fact]
    public void Serialize_ObjectReference_UsesTheRuntimeType()
    {
        object value = new WithField { Field = 1 };

        Assert.Contains("\"Field\":1", JsonDataConverter.Default.Serialize(value), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_Null_StaysNullInBothDirections()
    {
        Assert.Null(JsonDataConverter.Default.Serialize(null));
        Assert.Null(JsonDataConverter.Default.Deserialize(null, typeof(int)));
        Assert.Null(JsonDataConverter.Default.Deserialize<int?>(null));
        Assert.Null(JsonDataConverter.Default.Deserialize<int?>("null"));
    }

    [Fact]
    public void Deserialize_NullAsValueType_Throws() =>
        Assert.Throws<NullReferenceException>(() => JsonDataConverter.Default.Deserialize<int>(null));

    [Fact]
    public void Deserialize_OtherShape_ThrowsJsonException() =>
        Assert.Throws<JsonException>(() => JsonDataConverter.Default.Deserialize<int>("\"text\""));

    [Fact]
    public void Serialize_OwnOptions_ReplaceTheDefaults()
    {
        JsonDataConverter converter = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

        Assert.Equal("""{"name":"a","day":0}""", converter.Serialize(new WithField { Name = "a", Field = 7 }));
    }

    private sealed class WithField
    {
        public int Field;

        public string? Name { get; set; }

        public DayOfWeek Day { get; set; }
    }
}
