using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>A function ready to be called: its shape, what the worker tells of it, and how its class is made.</summary>
internal sealed class FunctionBinding
{
    private readonly ObjectFactory? create;

    public FunctionBinding(FunctionShape shape)
    {
        Shape = shape;
        Definition = new Description(shape);
        create = shape.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(shape.Method.DeclaringType!, Type.EmptyTypes);
    }

    public FunctionShape Shape { get; }

    public FunctionDefinition Definition { get; }

    /// <summary>A new object of the function's class, as the worker makes one for each invocation; null: a static method.</summary>
    public object? CreateInstance(IServiceProvider services) => create?.Invoke(services, null);

    private sealed class Description(FunctionShape shape) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters { get; } =
            [.. shape.Parameters.Select(p => new FunctionParameter(p.Name, p.Type, p.Info.HasDefaultValue, p.Info.HasDefaultValue ? p.Info.DefaultValue : null))];

        public override string PathToAssembly => shape.Method.DeclaringType!.Assembly.Location;

        public override string EntryPoint => shape.EntryPoint;

        public override string Id => shape.Name;

        public override string Name => shape.Name;

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } = shape.Parameters
            .Where(p => TypeOf(p.Source) is not null)
            .ToImmutableDictionary(p => p.Name, p => (BindingMetadata)new Binding(p.Name, TypeOf(p.Source)!, BindingDirection.In));

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } = shape.Http is null
            ? ImmutableDictionary<string, BindingMetadata>.Empty
            : ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out));

        private static string? TypeOf(ParameterSource source) => source switch
        {
            ParameterSource.HttpTrigger => "httpTrigger",
            ParameterSource.TimerTrigger => "timerTrigger",
            ParameterSource.DurableClient => "durableClient",
            _ => null,
        };
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
