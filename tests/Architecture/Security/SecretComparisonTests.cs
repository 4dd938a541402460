using System.Text.RegularExpressions;

namespace LipServerless.Architecture.Tests.Security;

/// <summary>Whatever is compared with a secret is compared in a time that tells nothing: where secrets are checked, and what must be used there.</summary>
public sealed partial class SecretComparisonTests
{
    [Theory]
    [InlineData("functions/Web/Staff/StaffDirectory.cs")]
    [InlineData("functions/Web/Staff/StaffSession.cs")]
    [InlineData("functions/Web/Pages/Access/FormToken.cs")]
    [InlineData("embedded/Hosting/Http/FunctionKeys.cs")]
    [InlineData("embedded/Inbox/Protocol/RequestSignature.cs")]
    public void Check_OfASecret_TakesTheSameTimeForEveryWrongOne(string file) =>
        Assert.Contains("CryptographicOperations.FixedTimeEquals", File.ReadAllText(Path.Combine(Repository.Root, file)), StringComparison.Ordinal);

    // A form's token, a session, a key: only the types above compare them.
    [Fact]
    public void NobodyElse_ComparesTokensOfForms()
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "Web"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Replace('\\', '/').Contains("/obj", StringComparison.Ordinal))
            .Where(file => Compared().IsMatch(File.ReadAllText(file)));

        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"(FormToken\([^\n]*?\)|\.KeyHash)\s*[!=]=|[!=]=\s*[\w.]*(FormToken\(|\.KeyHash)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Compared();
}
