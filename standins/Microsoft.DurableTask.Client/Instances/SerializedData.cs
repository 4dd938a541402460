using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

/// <summary>A serialized value together with the converter that reads it.</summary>
public sealed class SerializedData
{
    public SerializedData(string data, DataConverter? converter = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Value = data;
        Converter = converter ?? JsonDataConverter.Default;
    }

    public string Value { get; }

    public DataConverter Converter { get; }

    public T ReadAs<T>() => Converter.Deserialize<T>(Value);
}
