using System.Text;

namespace LipServerless.Web.Mails;

/// <summary>A mail as plain text: nothing is lost against the HTML form. Lines are left to the reader's program to wrap.</summary>
public static class PlainTextMail
{
    /// <summary>The text, lines ended by CR LF.</summary>
    public static string Write(MailDocument mail, MailFoot foot)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(foot);
        var text = new StringBuilder();
        foreach (var block in mail.Blocks)
        {
            Write(text, block);
            text.Append('\n');
        }

        foreach (var line in mail.Signature)
            text.Append(line).Append('\n');
        text.Append('\n');
        foreach (var link in foot.Links)
            text.Append(link.Label).Append(": ").Append(link.Address.AbsoluteUri).Append('\n');
        if (foot.Note is { } note)
            text.Append(note).Append('\n');
        return text.ToString().ReplaceLineEndings("\r\n");
    }

    private static void Write(StringBuilder text, MailBlock block)
    {
        switch (block)
        {
            case MailParagraph paragraph:
                text.Append(paragraph.Text).Append('\n');
                break;
            case MailHeading heading:
                text.Append(heading.Text).Append('\n').Append('-', Math.Min(heading.Text.Length, 70)).Append('\n');
                break;
            case MailFacts facts:
                foreach (var item in facts.Items)
                    text.Append(item.Label).Append(": ").Append(item.Text).Append('\n');
                break;
            case MailQuotes quotes:
                foreach (var item in quotes.Items)
                    Quote(text, item);
                break;
            case MailLink link:
                text.Append(link.Label).Append(":\n").Append(link.Address.AbsoluteUri).Append('\n');
                break;
            default:
                throw new NotSupportedException($"A {block.GetType().Name} has no plain-text form yet.");
        }
    }

    private static void Quote(StringBuilder text, MailItem item)
    {
        text.Append(item.Label).Append('\n');
        if (item.Text.Length > 0)
        {
            foreach (var line in item.Text.ReplaceLineEndings("\n").Split('\n'))
                text.Append("  ").Append(line).Append('\n');
        }
    }
}
