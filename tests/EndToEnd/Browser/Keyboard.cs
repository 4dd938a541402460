using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>A person without a mouse. Wherever the focus stops it must be seen, and nothing may lie over it.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int Patience = 400;

    // A choice shows its focus on the whole of it; what is not a pixel in size is out of sight on purpose, and no stop.
    private const string Fault = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return 'the focus is nowhere';
          const box = e.closest('.choice') ?? e;
          const shows = (x) => getComputedStyle(x).outlineStyle !== 'none' && parseFloat(getComputedStyle(x).outlineWidth) >= 2;
          const name = `${e.tagName}#${e.id}[${e.getAttribute('name') ?? ''}] ${e.textContent.trim().slice(0, 40)}`;
          if (!shows(e) && !shows(box)) return `${name}: the focus cannot be seen`;
          const r = e.getBoundingClientRect();
          const [x, y] = [r.x + r.width / 2, r.y + Math.min(r.height / 2, 20)];
          if (y < 0 || y > innerHeight) return `${name}: outside the window`;
          const top = document.elementFromPoint(x, y);
          return top && (e.contains(top) || top.contains(e)) ? '' : `${name}: covered by ${top?.tagName}.${top?.className}`;
        }
        """;

    private readonly List<string> faults = [];

    /// <summary>What could not be seen so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Presses Tab until the focus is on what the selector names.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var i = 0; i < Patience; i++)
        {
            await PressAsync("Tab");
            var fault = await page.EvaluateAsync<string>(Fault);
            if (fault.Length > 0)
                faults.Add(fault);
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector))
                return;
        }

        Assert.Fail($"The Tab key never reaches {selector}.");
    }

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Types a text.</summary>
    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    /// <summary>Presses a key that leads to another page, and waits until that page stands in the place of this one.</summary>
    public async Task LeaveByAsync(string key)
    {
        // An answer that has arrived is no page yet: keys would still go to the old one.
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IFrame frame) => arrived.TrySetResult();
        page.FrameNavigated += Arrive;
        try
        {
            await PressAsync(key);
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            page.FrameNavigated -= Arrive;
        }

        await page.WaitForLoadStateAsync();
    }
}
