namespace LipServerless.Embedded.Hosting;

/// <summary>The host cannot start as it is configured; the message says what to do and is meant for whoever starts it.</summary>
public sealed class EmbeddedHostException : Exception
{
    /// <summary>With a sentence for whoever starts the host.</summary>
    public EmbeddedHostException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for whoever starts the host, and what lies behind it.</summary>
    public EmbeddedHostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
