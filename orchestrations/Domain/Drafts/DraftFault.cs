using System.Text.Json.Serialization;

namespace LipServerless.Domain.Drafts;

/// <summary>Why a file cannot be a draft.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DraftFaultCode>))]
public enum DraftFaultCode
{
    /// <summary>More bytes than allowed (over HTTP: 413).</summary>
    TooLarge,

    /// <summary>No bytes, or nothing but white space.</summary>
    Empty,

    /// <summary>Not text at all: PDF, Word, ZIP, pictures (over HTTP: 415).</summary>
    Binary,

    /// <summary>Text, but not UTF-8 (over HTTP: 415).</summary>
    WrongEncoding,

    /// <summary>A file type that is not read (over HTTP: 415).</summary>
    UnsupportedType,

    /// <summary>Only headings, nothing to comment on.</summary>
    NoParagraphs,

    /// <summary>More paragraphs than allowed.</summary>
    TooManyParagraphs,

    /// <summary>A paragraph longer than allowed.</summary>
    ParagraphTooLong,
}

/// <summary>One reason why a file was refused.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Message">A German sentence for staff that names the remedy. Quotes nothing of the file's content.</param>
public sealed record DraftFault(DraftFaultCode Code, string Message);
