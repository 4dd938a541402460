namespace LipServerless.Embedded.Engine.Hub;

/// <summary>The instances used last. Those beyond its capacity are forgotten, oldest first.</summary>
internal sealed class WarmSet(int capacity, Action<Instance> forget)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Instance> byUse = new();

    public void Used(Instance instance)
    {
        Instance? oldest = null;
        lock (gate)
        {
            if (instance.Place is { List: not null } place)
                byUse.Remove(place);
            instance.Place = byUse.AddLast(instance);
            if (byUse.Count > capacity)
            {
                oldest = byUse.First!.Value;
                byUse.RemoveFirst();
                oldest.Place = null;
            }
        }

        if (oldest is not null)
            forget(oldest);
    }

    public void Remove(Instance instance)
    {
        lock (gate)
        {
            if (instance.Place is { List: not null } place)
                byUse.Remove(place);
            instance.Place = null;
        }
    }
}
