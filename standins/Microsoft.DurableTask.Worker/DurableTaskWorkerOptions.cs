using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

public class DurableTaskWorkerOptions
{
    private DataConverter? chosenConverter;

    /// <summary>Which instances a worker of a given version takes.</summary>
    public enum VersionMatchStrategy
    {
        None = 0,
        Strict = 1,
        CurrentOrOlder = 2,
    }

    /// <summary>What becomes of instances whose version does not match.</summary>
    public enum VersionFailureStrategy
    {
        Reject = 0,
        Fail = 1,
    }

    /// <summary>Null takes the choice back: a converter from the services, else the default, applies.</summary>
    public DataConverter DataConverter
    {
        get => chosenConverter ?? JsonDataConverter.Default;
        set => chosenConverter = value;
    }

    public bool EnableEntitySupport { get; set; }

    /// <summary>Longer timers are split.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    public VersioningOptions? Versioning { get; set; }

    /// <summary>False: nothing in the package sets it either, ask <see cref="Versioning"/>.</summary>
    public bool IsVersioningSet { get; internal set; }

    public LoggingOptions Logging { get; } = new();

    internal bool HasChosenConverter => chosenConverter is not null;

    /// <summary>Hands these values to the options of a build target. The concurrency limits are not handed on, as in the package.</summary>
    internal void ApplyTo(DurableTaskWorkerOptions target)
    {
        target.DataConverter = DataConverter;
        target.EnableEntitySupport = EnableEntitySupport;
        target.MaximumTimerInterval = MaximumTimerInterval;
        target.Versioning = Versioning;
        target.Logging.UseLegacyCategories = Logging.UseLegacyCategories;
    }

    public class ConcurrencyOptions
    {
        private static readonly int Default = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentActivityWorkItems { get; set; } = Default;

        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = Default;

        public int MaximumConcurrentEntityWorkItems { get; set; } = Default;
    }

    public class VersioningOptions
    {
        public string Version { get; set; } = string.Empty;

        /// <summary>The version of sub-orchestrations started without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        public VersionMatchStrategy MatchStrategy { get; set; }

        public VersionFailureStrategy FailureStrategy { get; set; }
    }

    public class LoggingOptions
    {
        public bool UseLegacyCategories { get; set; } = true;
    }
}
