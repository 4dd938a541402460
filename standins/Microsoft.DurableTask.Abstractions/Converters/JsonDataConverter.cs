using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>
/// System.Text.Json; without options of its own it writes public fields too, PascalCase names and enums as numbers.
/// Functions workers replace it by one that ignores fields: stored records must not rely on them.
/// </summary>
public class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private readonly JsonSerializerOptions settings = options ?? WithFields;

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), settings);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, settings);
}
