using System.Reflection;
using System.Text.RegularExpressions;
using LipServerless.Activities;
using LipServerless.Adapters;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Serving;
using LipServerless.Rounds;
using LipServerless.Web;
using Microsoft.Extensions.Logging;

namespace LipServerless.Architecture.Tests.Logging;

/// <summary>A sentence the application may write into its log: a method with <c>[LoggerMessage]</c>.</summary>
/// <param name="Place">The method with its type.</param>
/// <param name="Namespace">The type's namespace; namespaces follow folders.</param>
/// <param name="Id">Its event id; below 1 where none is given.</param>
/// <param name="Name">Its event name; empty where none is given.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Sentence">The text with its placeholders.</param>
internal sealed partial record LogMessage(string Place, string Namespace, int Id, string Name, LogLevel Level, string Sentence)
{
    private static readonly Assembly[] Application =
    [
        typeof(ProcessClock).Assembly, typeof(RoundTasks).Assembly, typeof(ActivityTasks).Assembly, typeof(WebServices).Assembly,
        typeof(AdapterServices).Assembly, Assembly.Load("LipServerless.AzureHost"), typeof(LipHost).Assembly,
    ];

    /// <summary>Names in braces.</summary>
    public IEnumerable<string> Placeholders => Placeholder().Matches(Sentence).Select(m => m.Groups[1].Value);

    /// <summary>All sentences of the application, by id.</summary>
    public static IReadOnlyList<LogMessage> All { get; } =
    [
        .. Application.SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (Method: m, Message: m.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(m => m.Message is not null)
            .Select(m => new LogMessage(
                $"{m.Method.DeclaringType!.FullName}.{m.Method.Name}",
                m.Method.DeclaringType.Namespace!,
                m.Message!.EventId,
                m.Message.EventName ?? "",
                m.Message.Level,
                m.Message.Message))
            .OrderBy(m => m.Id),
    ];

    [GeneratedRegex(@"\{([^{}:,]+)[^{}]*\}")]
    private static partial Regex Placeholder();
}
