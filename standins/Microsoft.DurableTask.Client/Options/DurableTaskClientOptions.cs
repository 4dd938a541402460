using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

public class DurableTaskClientOptions
{
    private DataConverter? chosenConverter;
    private bool? chosenEntitySupport;

    /// <summary>The version of instances started without one; empty for none.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    /// <summary>Null takes the choice back: a converter from the services, else the default, applies.</summary>
    public DataConverter DataConverter
    {
        get => chosenConverter ?? JsonDataConverter.Default;
        set => chosenConverter = value;
    }

    public bool EnableEntitySupport
    {
        get => chosenEntitySupport ?? false;
        set => chosenEntitySupport = value;
    }

    internal bool HasChosenConverter => chosenConverter is not null;

    /// <summary>Hands these values to the options of a build target, whose own choices stay.</summary>
    internal void ApplyTo(DurableTaskClientOptions target)
    {
        target.chosenConverter ??= DataConverter;
        target.chosenEntitySupport ??= EnableEntitySupport;
        if (!string.IsNullOrWhiteSpace(DefaultVersion))
        {
            target.DefaultVersion = DefaultVersion;
        }
    }
}
