using System.Text;
using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

/// <summary>Reads drafts in tests.</summary>
internal static class Read
{
    public static Draft Markdown(string text, Draft? previous = null, params string[] retired) => Draft(text, "entwurf.md", previous, retired);

    public static Draft Text(string text, Draft? previous = null, params string[] retired) => Draft(text, "entwurf.txt", previous, retired);

    public static Draft Draft(string text, string fileName, Draft? previous = null, params string[] retired)
    {
        var reading = DraftReader.Read(Encoding.UTF8.GetBytes(text), fileName, DraftLimits.Default, previous, retired);
        Assert.True(reading.Succeeded, string.Join(' ', reading.Faults.Select(fault => $"{fault.Code}: {fault.Message}")));
        return reading.Draft;
    }

    /// <summary>Kind and text of each paragraph, a line each: "Heading: Bildung".</summary>
    public static string[] Outline(this Draft draft) => [.. draft.Paragraphs.Select(paragraph => $"{paragraph.Kind}: {paragraph.Text}")];
}
