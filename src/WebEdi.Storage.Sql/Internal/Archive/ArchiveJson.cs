using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>The list of what an archive holds, its last entry.</summary>
internal sealed record ArchiveManifest
{
    public const string Kind = "webedi-archive";
    public const int Current = 1;

    public required string Format { get; init; }

    /// <summary>Gets the version of the archive's form; a program reads its own and older ones.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string? Tenant { get; init; }

    public required string Epoch { get; init; }

    public required IReadOnlyList<ArchiveTable> Tables { get; init; }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext
{
    /// <summary>Gets how rows are written: one way only, so that hashes can be compared.</summary>
    public static JsonWriterOptions Rows { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
