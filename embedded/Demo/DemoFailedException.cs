namespace LipServerless.Embedded.Demo;

/// <summary>A step of the demo did not do what it should. The message is a sentence for the person at the keyboard.</summary>
public sealed class DemoFailedException(string message, Exception? inner = null) : Exception(message, inner);
