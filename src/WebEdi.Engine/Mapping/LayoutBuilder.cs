using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Reads the layout of a record from a map: a list of fields, or a copybook.</summary>
/// <param name="wrong">Told what is wrong: path, found, expected.</param>
/// <param name="missing">Told what is missing: path, expected.</param>
internal sealed class LayoutBuilder(Action<string, string, Expectation> wrong, Action<string, Expectation> missing)
{
    private const int MaxBinary = 8;

    /// <summary>Reads the layout of an object.</summary>
    /// <param name="at">The object that has "layout" or "copybook", valid against the schema.</param>
    /// <param name="path">Its path with a dot behind it; empty for the map.</param>
    /// <param name="netCobol">Whether signs in digits are those of NetCOBOL.</param>
    /// <returns>Null when it is wrong, which has been told.</returns>
    public RecordLayout? Read(DefinitionNode at, string path, bool netCobol)
    {
        bool listed = at.TryGetProperty("layout", out DefinitionNode? layout);
        bool described = at.TryGetProperty("copybook", out DefinitionNode? copybook);
        if (listed == described)
        {
            missing(path + "layout", Expect.ExactlyOneOf("\"layout\"", "\"copybook\""));
            return null;
        }

        return listed ? List(layout!, path + "layout", netCobol) : Copy(copybook!, path + "copybook", netCobol);
    }

    private RecordLayout? Copy(DefinitionNode copybook, string path, bool netCobol)
    {
        string text = copybook.Kind == NodeKind.Array ? string.Join('\n', copybook.Children.Select(l => l.GetString())) : copybook.GetString()!;
        RecordLayout? layout = Copybook.Read(text, netCobol, out CopybookFault? fault);
        if (fault is not null)
            wrong(path, string.Create(CultureInfo.InvariantCulture, $"{fault.Line}: {fault.Found}"), Expected(fault.Expected));
        return layout;
    }

    private RecordLayout? List(DefinitionNode layout, string path, bool netCobol)
    {
        List<LayoutField> fields = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        int next = 0;
        int length = 0;
        bool sound = true;
        int index = 0;
        foreach (DefinitionNode item in layout.Children)
        {
            string here = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            LayoutField field = Field(item, next, netCobol);
            if (!names.Add(field.Name))
            {
                wrong(here, field.Name, Expect.OtherName);
                sound = false;
            }

            if (!IsPossible(field, here))
                sound = false;

            next = field.Start + field.Length;
            length = Math.Max(length, next);
            fields.Add(field);
        }

        return sound ? new RecordLayout(fields, length) : null;
    }

    private static LayoutField Field(DefinitionNode item, int next, bool netCobol)
    {
        string name = item.GetProperty("name").GetString()!.Trim();
        int start = item.TryGetProperty("start", out DefinitionNode? s) ? s.GetInt32() - 1 : next;
        int decimals = item.TryGetProperty("decimals", out DefinitionNode? d) ? d.GetInt32() : 0;
        string? type = item.TryGetProperty("type", out DefinitionNode? t) ? t.GetString() : null;
        FieldUsage usage = type switch
        {
            "zoned" => FieldUsage.Zoned,
            "packed" => FieldUsage.Packed,
            "binary" => FieldUsage.Binary,
            _ => decimals > 0 || item.TryGetProperty("sign", out _) ? FieldUsage.Zoned : FieldUsage.Text,
        };
        FieldSign sign = (item.TryGetProperty("sign", out DefinitionNode? g) ? g.GetString() : null) switch
        {
            "none" => FieldSign.None,
            "leading" => FieldSign.Leading,
            "separateTrailing" => FieldSign.SeparateTrailing,
            "separateLeading" => FieldSign.SeparateLeading,
            _ => usage == FieldUsage.Text ? FieldSign.None : FieldSign.Trailing,
        };
        return new LayoutField(name, start, item.GetProperty("length").GetInt32())
        {
            Usage = usage,
            IsWide = type == "kanji",
            Decimals = decimals,
            Sign = sign,
            IsPlusPlain = !item.TryGetProperty("sign", out _),
            ZeroPadded = item.TryGetProperty("padding", out DefinitionNode? p) && p.ValueEquals("zero"),
            NetCobol = netCobol,
        };
    }

    private bool IsPossible(LayoutField field, string path)
    {
        int longest = field.Usage switch
        {
            FieldUsage.Zoned => HostNumber.MaxDigits + 1,
            FieldUsage.Packed => (HostNumber.MaxDigits / 2) + 1,
            FieldUsage.Binary => MaxBinary,
            _ => RecordLayout.MaxLength,
        };
        if (field.Length <= longest && field.Start + field.Length <= RecordLayout.MaxLength)
            return true;

        wrong(path + ".length", field.Length.ToString(CultureInfo.InvariantCulture), Expect.Bytes(1, longest));
        return false;
    }

    private static Expectation Expected(CopybookExpectation expected) => expected switch
    {
        CopybookExpectation.Item => Expect.CopybookItem,
        CopybookExpectation.Picture => Expect.CopybookPicture,
        CopybookExpectation.Clause => Expect.CopybookClause,
        CopybookExpectation.FixedOccurs => Expect.CopybookOccurs,
        CopybookExpectation.Redefined => Expect.CopybookRedefines,
        CopybookExpectation.Digits => Expect.CopybookDigits,
        CopybookExpectation.Length => Expect.Bytes(1, RecordLayout.MaxLength),
        _ => Expect.AtMostEntries(RecordLayout.MaxFields),
    };
}
