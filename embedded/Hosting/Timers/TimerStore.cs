using System.Text.Json;

namespace LipServerless.Embedded.Hosting.Timers;

/// <summary>Where a timer function stands. Instants are UTC, by the process clock.</summary>
/// <param name="CountedFrom">Slots up to here are done, or lie before the function was first seen.</param>
/// <param name="LastRun">The last run; null: never.</param>
internal sealed record TimerStatus(DateTimeOffset CountedFrom, DateTimeOffset? LastRun);

/// <summary>Keeps each timer's status in a file of its own, replaced atomically.</summary>
internal sealed class TimerStore(string folder)
{
    /// <exception cref="EmbeddedHostException">The file cannot be understood.</exception>
    public TimerStatus? Read(string function)
    {
        var path = PathOf(function);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<TimerStatus>(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw new EmbeddedHostException($"{path} cannot be read as a timer's status: {error.Message}", error);
        }
    }

    public void Write(string function, TimerStatus status)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(function);
        File.WriteAllText(path + ".next", JsonSerializer.Serialize(status));
        File.Move(path + ".next", path, overwrite: true);
    }

    private string PathOf(string function) => Path.Combine(folder, function + ".json");
}
