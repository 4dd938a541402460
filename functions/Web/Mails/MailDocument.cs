using LipServerless.Web.Calendar;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Mails;

/// <summary>What a mail or letter says, before it takes the form of HTML, plain text or paper.</summary>
public sealed record MailDocument
{
    /// <summary>The language it is written in.</summary>
    public required PageTexts Texts { get; init; }

    /// <summary>One line, at most 200 characters, no control characters.</summary>
    public required string Subject { get; init; }

    /// <summary>To whom it is written: the body's name.</summary>
    public required string Addressee { get; init; }

    /// <summary>What it says, in order.</summary>
    public required IReadOnlyList<MailBlock> Blocks { get; init; }

    /// <summary>The deadline as a calendar entry that goes with it; null where none does.</summary>
    public DeadlineEntry? Calendar { get; init; }

    /// <summary>Who writes; lines.</summary>
    public required IReadOnlyList<string> Signature { get; init; }
}

/// <summary>A piece of a mail.</summary>
public abstract record MailBlock;

/// <summary>A paragraph; line feeds are kept.</summary>
public sealed record MailParagraph(string Text) : MailBlock
{
    /// <summary>Not on paper: it speaks of links and clicks.</summary>
    public bool OnScreenOnly { get; init; }
}

/// <summary>A heading.</summary>
public sealed record MailHeading(string Text) : MailBlock;

/// <summary>Labels with what belongs to them: deadline, receipt number.</summary>
public sealed record MailFacts(IReadOnlyList<MailItem> Items) : MailBlock;

/// <summary>Labels with longer texts in somebody's own words: instructions, a statement.</summary>
public sealed record MailQuotes(IReadOnlyList<MailItem> Items) : MailBlock;

/// <summary>The way to the recipient's page.</summary>
public sealed record MailLink(string Label, Uri Address) : MailBlock
{
    /// <summary>Beside a link that matters more: a button in outline.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Not what the mail is about: stands back, and is not on paper.</summary>
    public bool IsAside { get; init; }
}

/// <summary>A label and its text.</summary>
public sealed record MailItem(string Label, string Text);
