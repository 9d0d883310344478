using System.Collections.Frozen;
using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for writing.</summary>
internal sealed class OutboundMapBuilder(DefinitionNode root, JsonLocator locator) : MapBuilder(root, locator)
{
    public Result<CompiledMap> Build(string name, int version)
    {
        Refuse("read", "order", "line", "constants", "extensionSchema", "units", "skipLines", "rows", "skip", "records");
        bool isFixed = Text(Root, "write") == "fixed";
        RecordLayout? layout = isFixed ? Fixed() : null;
        if (!isFixed)
            RefuseAs(Expect.OnlyInMapsOfFixedLength, "layout", "copybook", "recordLength", "lineEnds", "zoned");
        string encoding = Text(Root, "encoding") ?? (isFixed ? "cp932" : "utf-8");
        TextCodec? codec = TextCodec.Find(encoding);
        if (isFixed ? codec is null or Utf16Codec or Iso2022JpCodec : codec is not (Utf8Codec or Cp932Codec))
            Wrong("encoding", encoding, isFixed && codec is null ? Expect.CharacterTable(encoding) : isFixed ? Expect.OnlyInMapsOfColumns : Expect.EncodingToWrite);
        if (Text(Root, "separator") is { } separator and not ("," or "\t" or ";"))
            Wrong("separator", separator, Expect.OneOf([",", "\\t", ";"]));
        if (Text(Root, "quote") is not (null or "minimal" or "all"))
            Wrong("quote", Text(Root, "quote")!, Expect.OneOf(["minimal", "all"]));
        bool bom = Flag(Root, "bom", otherwise: false);
        if (bom && codec is Cp932Codec)
            Wrong("bom", "true", Expect.NoByteOrderMark);

        List<OutboundColumn> columns = [];
        if (!Root.TryGetProperty("columns", out DefinitionNode? list))
        {
            Missing("columns", Expect.ColumnList);
        }
        else
        {
            int index = 0;
            foreach (DefinitionNode column in list.Children)
                columns.Add(Column(column, string.Create(CultureInfo.InvariantCulture, $"columns[{index++}]"), codec, layout));
        }

        foreach (OutboundColumn twice in columns.Where(c => c.Place >= 0).GroupBy(c => c.Place).Where(g => g.Count() > 1).Select(g => g.Last()))
            Wrong("columns", twice.Header, Expect.OnlyOnce);
        if (Faults.Count > 0)
            return new Result<CompiledMap>(Faults);

        return new Result<CompiledMap>(new CompiledMap(name, version, new OutboundPlan
        {
            Codec = codec!,
            Bom = bom,
            Compatible = Text(Root, "substitutions") != "none",
            NewLine = Text(Root, "newline") == "lf" ? "\n" : "\r\n",
            Separator = (Text(Root, "separator") ?? ",")[0],
            QuoteAll = Text(Root, "quote") == "all",
            Header = Flag(Root, "header", otherwise: true),
            Layout = layout,
            RecordLength = Number(Root, "recordLength", 0),
            LineEnds = Text(Root, "lineEnds") switch { "none" => LineEnds.None, "present" => LineEnds.Present, _ => LineEnds.Detect },
            Columns = columns,
        }));
    }

    private RecordLayout? Fixed()
    {
        RefuseAs(Expect.OnlyInMapsOfColumns, "separator", "quote", "header", "bom", "newline");
        RecordLayout? layout = new LayoutBuilder(Wrong, Missing).Read(Root, "", Text(Root, "zoned") == "netcobol");
        int length = Number(Root, "recordLength", 0);
        if (layout is not null && length > 0 && length < layout.Length)
            Wrong("recordLength", length.ToString(CultureInfo.InvariantCulture), Expect.AtLeastBytes(layout.Length));
        return layout;
    }

    private OutboundColumn Column(DefinitionNode column, string path, TextCodec? codec, RecordLayout? layout)
    {
        foreach (string word in new[] { "value", "lookup", "scriban", "when", "units" })
        {
            if (column.TryGetProperty(word, out _))
                Unknown($"{path}.{word}", word, Expect.WordsForWriting);
        }

        string header = Text(column, "header") ?? "";
        int place = layout?.Find(header) ?? -1;
        if (layout is not null && place < 0)
            Wrong(path + ".header", header, Suggestion.Nearest(header, layout.Fields.Select(f => f.Name)) is { } similar ? Expect.Perhaps(similar) : Expect.OneOf(layout.Fields.Select(f => f.Name)));
        string? field = Text(column, "field");
        string? constant = Text(column, "constant");
        if ((field is null) == (constant is null))
            Missing(path, Expect.ExactlyOneOf("\"field\"", "\"constant\""));
        else if (field is not null && ReplyFields.Find(field) is null)
            Unknown(path + ".field", field, Suggestion.Nearest(field, ReplyFields.All.Keys) is { } near ? Expect.Perhaps(near) : Expect.OneOf(ReplyFields.All.Keys.Order(StringComparer.Ordinal)));

        FrozenDictionary<string, string>? codes = column.TryGetProperty("codes", out DefinitionNode? said) ? said.Children.ToFrozenDictionary(c => c.Name, c => c.GetString()!, StringComparer.Ordinal) : null;
        foreach (string text in new[] { layout is null ? header : "", constant ?? "", Text(column, "default") ?? "" }.Concat(codes?.Values ?? []))
        {
            if (codec is not null && FirstWithoutCode(codec, text) is { } character)
                Wrong(path, character, Expect.CharactersOf(codec.Name));
        }

        string? date = Text(column, "date");
        if (date is not null && !IsDateForm(date))
            Wrong(path + ".date", date, Expect.DateToWrite);

        return new OutboundColumn
        {
            Header = header,
            Place = place,
            Field = field,
            Text = constant ?? Text(column, "default") ?? "",
            DateFormat = date,
            Decimals = Number(column, "decimals", -1),
            Implied = Flag(column, "implied", otherwise: false),
            Codes = codes,
            Else = codes is not null && codes.TryGetValue("*", out string? other) && other != "*" ? other : null,
            MaxLength = Number(column, "maxLength", 0),
        };
    }

    /// <summary>Only digits' places and plain marks: a form never depends on a culture and never throws.</summary>
    private static bool IsDateForm(string form) =>
        form.Length > 1 && form.All(c => "yMdHms/-.: 年月日時分秒T".Contains(c, StringComparison.Ordinal)) && form.Contains('y', StringComparison.Ordinal);

    private static string? FirstWithoutCode(TextCodec codec, string text)
    {
        int at = codec.Encode(text, new byte[(text.Length * codec.MaxBytesPerChar) + 8], out _);
        return at < 0 ? null : char.ConvertToUtf32(text, at) is int rune ? string.Create(CultureInfo.InvariantCulture, $"'{char.ConvertFromUtf32(rune)}' (U+{rune:X4})") : null;
    }
}
