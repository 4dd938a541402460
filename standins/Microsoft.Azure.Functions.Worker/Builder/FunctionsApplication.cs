namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry of an isolated worker's Program.cs.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
