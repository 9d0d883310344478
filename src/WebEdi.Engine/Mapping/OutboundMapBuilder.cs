using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Compiles a map for writing.</summary>
internal sealed class OutboundMapBuilder(JsonElement root, JsonLocator locator) : MapBuilder(root, locator)
{
    public Result<CompiledMap> Build(string name, int version)
    {
        Refuse("read", "order", "line", "constants", "extensionSchema", "units", "skipLines", "rows", "skip", "layout", "copybook", "recordLength", "lineEnds", "zoned", "records");
        string encoding = Text(Root, "encoding") ?? "utf-8";
        TextCodec? codec = TextCodec.Find(encoding);
        if (codec is not (Utf8Codec or Cp932Codec))
            Wrong("encoding", encoding, Expect.EncodingToWrite);
        if (Text(Root, "separator") is { } separator and not ("," or "\t" or ";"))
            Wrong("separator", separator, Expect.OneOf([",", "\\t", ";"]));
        if (Text(Root, "quote") is not (null or "minimal" or "all"))
            Wrong("quote", Text(Root, "quote")!, Expect.OneOf(["minimal", "all"]));
        bool bom = Flag(Root, "bom", otherwise: false);
        if (bom && codec is Cp932Codec)
            Wrong("bom", "true", Expect.NoByteOrderMark);

        List<OutboundColumn> columns = [];
        if (!Root.TryGetProperty("columns", out JsonElement list))
        {
            Missing("columns", Expect.ColumnList);
        }
        else
        {
            int index = 0;
            foreach (JsonElement column in list.EnumerateArray())
                columns.Add(Column(column, string.Create(CultureInfo.InvariantCulture, $"columns[{index++}]"), codec));
        }

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
            Columns = columns,
        }));
    }

    private OutboundColumn Column(JsonElement column, string path, TextCodec? codec)
    {
        foreach (string word in new[] { "value", "lookup", "scriban", "when", "units" })
        {
            if (column.TryGetProperty(word, out _))
                Unknown($"{path}.{word}", word, Expect.WordsForWriting);
        }

        string header = Text(column, "header") ?? "";
        string? field = Text(column, "field");
        string? constant = Text(column, "constant");
        if ((field is null) == (constant is null))
            Missing(path, Expect.ExactlyOneOf("\"field\"", "\"constant\""));
        else if (field is not null && ReplyFields.Find(field) is null)
            Unknown(path + ".field", field, Suggestion.Nearest(field, ReplyFields.All.Keys) is { } near ? Expect.Perhaps(near) : Expect.OneOf(ReplyFields.All.Keys.Order(StringComparer.Ordinal)));

        FrozenDictionary<string, string>? codes = column.TryGetProperty("codes", out JsonElement said) ? said.EnumerateObject().ToFrozenDictionary(c => c.Name, c => c.Value.GetString()!, StringComparer.Ordinal) : null;
        foreach (string text in new[] { header, constant ?? "", Text(column, "default") ?? "" }.Concat(codes?.Values ?? []))
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
        int at = codec.Encode(text, new byte[text.Length * 3], out _);
        return at < 0 ? null : char.ConvertToUtf32(text, at) is int rune ? string.Create(CultureInfo.InvariantCulture, $"'{char.ConvertFromUtf32(rune)}' (U+{rune:X4})") : null;
    }
}
