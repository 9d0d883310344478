using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>A map for records of several types turned round. Immutable, safe for concurrent use.</summary>
/// <param name="Kind">The kind of documents.</param>
/// <param name="Reading">The shape of the file.</param>
/// <param name="Head">The head, and the levels below.</param>
/// <param name="Slots">The records that a document has or that stand around all documents, each with its own values.</param>
/// <param name="Order">The record that begins a document.</param>
/// <param name="Turns">What follows it, in the order of the file: a record of the head, or the records of a level.</param>
/// <param name="Constants">What no field says.</param>
internal sealed record RecordFilePlan(DocumentKind Kind, ReadingPlan Reading, RecordLevel Head, RecordSlot[] Slots, RecordSlot Order, RecordTurn[] Turns, RecordConstant[] Constants)
{
    /// <summary>Gets the types.</summary>
    public RecordPlan Records => Reading.Records!;

    /// <summary>Turns a map round.</summary>
    /// <returns>Null: it is for another format, or has no place for lines.</returns>
    public static RecordFilePlan? Build(InboundPlan map) => map.Reading.Records is null ? null : new RecordFilePlanBuilder(map).Build();

    /// <summary>Opens a file.</summary>
    public RecordOut Open(LossBook losses) => Records.Columns is { } columns
        ? new DelimitedOut(Reading.Codec ?? TextCodec.Utf8, columns, losses)
        : new FixedOut(Reading.Codec ?? TextCodec.Cp932, Records.Bytes!, 0, ReaderOf, losses);

    /// <summary>Finds the field of documents that is read from a field of a record.</summary>
    private FieldPlan? ReaderOf(RecordType type, int field) => ReaderOf(Head, type, field);

    private static FieldPlan? ReaderOf(RecordLevel level, RecordType type, int field) =>
        level.Fields.FirstOrDefault(f => f.Own.Concat(f.Inherited).Any(p => p.Slot.Type == type && p.Field == field))?.Source.Plan
        ?? level.Below.Select(l => ReaderOf(l, type, field)).FirstOrDefault(p => p is not null);
}

/// <summary>A record with values of its own.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Type">Its type.</param>
/// <param name="Presets">What tells it from other records of the type.</param>
internal sealed record RecordSlot(int Index, RecordType Type, (int Field, string Text)[] Presets)
{
    /// <summary>Gets or sets a value indicating whether it is written even when no field of a document stands in it.</summary>
    public bool IsAlways { get; set; }
}

/// <summary>What is written in its turn: a record of the head, or all records of a level.</summary>
/// <param name="Slot">The record.</param>
/// <param name="Level">The level whose parts have one each; null: it is one record of the head.</param>
internal sealed record RecordTurn(RecordSlot Slot, RecordLevel? Level);

/// <summary>How a level of documents is written.</summary>
/// <param name="Level">The level.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Slot">The record that a part has; null: the head, or the map has no place for parts.</param>
/// <param name="IsSelf">Whether its one part stands in the record of the part above.</param>
/// <param name="Below">The levels below.</param>
internal sealed record RecordLevel(DocumentLevel Level, RecordField[] Fields, RecordSlot? Slot, bool IsSelf, RecordLevel[] Below);

/// <summary>A field with its places, best first.</summary>
/// <param name="Source">The field, and what takes it out of documents.</param>
/// <param name="Own">Its places in the records of its own level.</param>
/// <param name="Inherited">Its places in the records of the head, which hold for all parts.</param>
/// <param name="IsCounted">Whether a reader counts the parts where nothing is said.</param>
internal sealed record RecordField(SourceField Source, RecordPlace[] Own, RecordPlace[] Inherited, bool IsCounted);

/// <summary>A place of a value.</summary>
/// <param name="Slot">The record.</param>
/// <param name="Field">The field of the record.</param>
/// <param name="Beside">The field of its qualifier; -1: it needs none.</param>
/// <param name="Qualifiers">The qualifiers with which it is read back; the first is written.</param>
internal sealed record RecordPlace(RecordSlot Slot, int Field, int Beside, IReadOnlyList<string> Qualifiers);

/// <summary>What stands in the records of a type where no field says anything.</summary>
/// <param name="Type">The type.</param>
/// <param name="Field">The field.</param>
/// <param name="Text">The text; # is the number of lines, #time the time at which the file is prepared.</param>
/// <param name="When">The field that must have a value; -1: none.</param>
internal sealed record RecordConstant(RecordType Type, int Field, string Text, int When);
