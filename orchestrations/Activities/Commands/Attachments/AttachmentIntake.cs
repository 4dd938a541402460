using LipServerless.Domain.Attachments;

namespace LipServerless.Activities.Commands.Attachments;

/// <summary>Takes files into a set that has limits: each is looked at by itself, those that are fine are taken even where others are not.</summary>
public static class AttachmentIntake
{
    /// <summary>Which of the sent files can join those that are there. A file that is there already is taken without a word.</summary>
    public static AttachmentIntakeResult Take(IReadOnlyList<Attachment> present, IReadOnlyList<SentFile> sent, AttachmentLimits limits)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(limits);
        var all = present.ToList();
        var taken = new List<(Attachment, ReadOnlyMemory<byte>)>();
        var faults = new List<AttachmentFault>();
        foreach (var file in sent)
        {
            var (attachment, fault) = AttachmentReader.Read(file.Name, file.Content, file.Role, limits);
            if (attachment is null)
            {
                faults.Add(fault!);
                continue;
            }

            if (all.Exists(other => other.Hash == attachment.Hash))
                continue;
            if (FaultOf(attachment, all, limits) is { } full)
            {
                faults.Add(full);
                continue;
            }

            attachment = attachment with { Name = FileName.Free(attachment.Name, all.Select(other => other.Name)) };
            all.Add(attachment);
            taken.Add((attachment, file.Content));
        }

        return new AttachmentIntakeResult(taken, faults);
    }

    /// <summary>What hinders a set as a whole; null where it is within the limits.</summary>
    public static AttachmentFault? FaultOf(IReadOnlyList<Attachment> files, AttachmentLimits limits)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Count == 0 ? null : FaultOf(files[^1], [.. files.SkipLast(1)], limits);
    }

    private static AttachmentFault? FaultOf(Attachment file, List<Attachment> others, AttachmentLimits limits)
    {
        if (others.Count >= limits.MaxFiles)
            return new(AttachmentFaultCode.TooMany, file.Name, limits.MaxFiles);
        return others.Sum(other => other.Size) + file.Size > limits.MaxTotalBytes
            ? new(AttachmentFaultCode.TotalTooLarge, file.Name, limits.MaxTotalBytes / AttachmentLimits.Megabyte)
            : null;
    }
}

/// <summary>A file as somebody sent it: nothing of it is believed yet.</summary>
/// <param name="Name">The name as sent.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Role">What it is to the statement.</param>
public sealed record SentFile(string? Name, ReadOnlyMemory<byte> Content, AttachmentRole Role);

/// <summary>Which files were taken, and what is wrong with the others.</summary>
/// <param name="Taken">New files with their bytes.</param>
/// <param name="Faults">One for each file that was not taken.</param>
public sealed record AttachmentIntakeResult(IReadOnlyList<(Attachment File, ReadOnlyMemory<byte> Content)> Taken, IReadOnlyList<AttachmentFault> Faults);
