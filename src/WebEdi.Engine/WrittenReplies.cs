using WebEdi.Diagnostics;

namespace WebEdi;

/// <summary>A file of replies that was written.</summary>
/// <param name="ContentType">Its media type, with the charset where it has one.</param>
/// <param name="Extension">The end of its name, with the dot.</param>
/// <param name="Diagnostics">What the file could not carry; with an error among them it must not be handed out.</param>
public sealed record WrittenReplies(string ContentType, string Extension, IReadOnlyList<Diagnostic> Diagnostics);
