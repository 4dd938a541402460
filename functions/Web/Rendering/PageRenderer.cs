using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Rendering;

/// <summary>Renders a Razor component, with all it contains, into a string. Every text a component shows is HTML-encoded. Thread-safe.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders a component with its parameters, by name.</summary>
    public async Task<string> RenderAsync<TComponent>(IDictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }

    /// <summary>Renders a page whose only parameters are its <c>Scope</c> and its <c>Model</c>.</summary>
    public Task<string> RenderAsync<TComponent>(PageScope scope, object model)
        where TComponent : IComponent =>
        RenderAsync<TComponent>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Scope"] = scope, ["Model"] = model });
}
