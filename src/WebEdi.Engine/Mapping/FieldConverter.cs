using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Codes;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>What is wrong with a text.</summary>
/// <param name="Code">The diagnostic's code; null: nothing.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found, where it is not the text itself.</param>
internal readonly record struct Fault(string? Code, Expectation? Expected = null, string? Found = null);

/// <summary>Makes values of texts.</summary>
internal static class FieldConverter
{
    /// <summary>Converts a text that is not empty.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="text">The text, trimmed.</param>
    /// <param name="value">The value.</param>
    /// <param name="folded">The text in ASCII, when it came in full-width characters and nobody said that it may.</param>
    /// <returns>What is wrong.</returns>
    public static Fault Convert(FieldPlan plan, string text, out Value value, out string? folded)
    {
        folded = null;
        if (plan.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            value = default;
            return new Fault(DiagnosticCodes.PatternMismatch, Expect.Value(pattern.ToString()));
        }

        if (plan.Codes is { } codes)
        {
            if (codes.TryGetValue(text, out value))
                return default;

            if (plan.Else == CodesElse.Value)
            {
                value = plan.ElseValue;
                return default;
            }

            if (plan.Else == CodesElse.Fault && plan.Standard is null)
                return new Fault(DiagnosticCodes.CodeUnknown, Expect.Names(codes.Texts));
        }

        return plan.Kind switch
        {
            ValueKind.Text when plan.Standard is { } standard => Code(plan, standard, text, out value),
            ValueKind.Text => Text(plan, text, out value),
            ValueKind.Number or ValueKind.Integer => Number(plan, text, out value, out folded),
            ValueKind.Date or ValueKind.DueDate => Date(plan, text, out value, out folded),
            ValueKind.Time => Time(plan, text, out value, out folded),
            _ => Name(plan, text, out value),
        };
    }

    /// <summary>Checks a number that has been read.</summary>
    public static Fault Check(FieldPlan plan, decimal number)
    {
        if ((plan.Min is { } min && number < min) || (plan.Max is { } max && number > max))
            return new Fault(DiagnosticCodes.NumberOutOfRange, Expect.Range(plan.Min, plan.Max));

        return plan.Kind == ValueKind.Integer && (number < 0 || number > 999_999 || number != decimal.Truncate(number))
            ? new Fault(DiagnosticCodes.NumberOutOfRange, Expect.WholeNumber(0, 999_999))
            : default;
    }

    /// <summary>Tells whether a date stands for "not decided": all zeros or all nines, with or without marks.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        char digit = '\0';
        int digits = 0;
        foreach (char c in text)
        {
            if (c is '/' or '-' or '.')
                continue;

            if (c is not ('0' or '9') || (digit != '\0' && c != digit))
                return false;

            digit = c;
            digits++;
        }

        return digits is 6 or 8 || (digit == '0' && digits is >= 1 and <= 8);
    }

    private static Fault Code(FieldPlan plan, StandardCodes standard, string text, out Value value)
    {
        Fault fault = Text(plan, text, out value);
        if (fault.Code is null)
            value = Value.Of(standard.Read(text));
        return fault;
    }

    private static Fault Text(FieldPlan plan, string text, out Value value)
    {
        value = Value.Of(text);
        int control = text.AsSpan().IndexOfAnyInRange('\0', '\x1F');
        while (control >= 0 && text[control] is '\t' or '\r' or '\n')
        {
            int next = text.AsSpan(control + 1).IndexOfAnyInRange('\0', '\x1F');
            control = next < 0 ? -1 : control + 1 + next;
        }

        if (control < 0)
            control = text.IndexOf('\x7F', StringComparison.Ordinal);
        if (control >= 0)
            return new Fault(DiagnosticCodes.ControlCharacter, Found: string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[control]:X4}"));

        if (plan.MaxLength > 0 && text.Length > plan.MaxLength)
            return new Fault(DiagnosticCodes.TextTooLong, Expect.Value(plan.MaxLength));

        if (text.Length < plan.MinLength)
            return new Fault(DiagnosticCodes.ExtensionInvalid, Expect.AtLeastCharacters(plan.MinLength));

        return plan.Allowed is { } allowed && !allowed.Contains(text) ? new Fault(DiagnosticCodes.CodeUnknown, Expect.Names(allowed)) : default;
    }

    private static Fault Number(FieldPlan plan, string text, out Value value, out string? folded)
    {
        value = default;
        string ascii = Ascii(plan, text, out folded);
        Span<byte> bytes = stackalloc byte[64];
        if (ascii.Length > bytes.Length || !System.Text.Ascii.IsValid(ascii))
            return new Fault(DiagnosticCodes.NumberInvalid, NumberForm(plan));

        Encoding.ASCII.GetBytes(ascii, bytes);
        if (!plan.Number.TryParse(bytes[..ascii.Length], out decimal number))
            return new Fault(DiagnosticCodes.NumberInvalid, NumberForm(plan));

        Fault fault = Check(plan, number);
        if (fault.Code is null)
            value = new Value { Number = number };
        return fault;
    }

    private static Fault Date(FieldPlan plan, string text, out Value value, out string? folded)
    {
        value = default;
        folded = null;
        if (plan.Undecided is { } undecided && undecided.Contains(text))
            return default;

        string ascii = Ascii(plan, text, out folded);
        if (DatePicture.TryParse(ascii, plan.Pictures, out DateOnly date, out string? hint))
        {
            value = new Value { Date = date };
            return default;
        }

        if (IsPlaceholder(ascii))
        {
            folded = null;
            return default;
        }

        return new Fault(DiagnosticCodes.DateInvalid, Expect.Value(hint ?? string.Join(", ", plan.Pictures.Select(p => p.Text))));
    }

    private static Fault Time(FieldPlan plan, string text, out Value value, out string? folded)
    {
        string ascii = Ascii(plan, text, out folded);
        value = default;
        if (!TimeOnly.TryParseExact(ascii, ["HHmm", "H:mm", "HHmmss", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            && !IsoMoment.TryTime(ascii, out time))
        {
            return new Fault(DiagnosticCodes.TimeInvalid, Expect.Value("HHmm, H:mm, HHmmss, H:mm:ss"));
        }

        value = new Value { Time = time };
        return default;
    }

    private static Fault Name(FieldPlan plan, string text, out Value value)
    {
        value = default;
        if (!plan.Names!.TryGetValue(text, out int number))
            return new Fault(DiagnosticCodes.CodeUnknown, Expect.Names(plan.Names.Keys));

        value = new Value { Integer = number };
        return default;
    }

    private static string Ascii(FieldPlan plan, string text, out string? folded)
    {
        folded = null;
        if (System.Text.Ascii.IsValid(text))
            return text;

        char[] chars = text.ToCharArray();
        if (!WidthFolding.Fold(chars))
            return text;

        string ascii = new(chars);
        if (!plan.FullWidth)
            folded = ascii;
        return ascii;
    }

    private static Expectation NumberForm(FieldPlan plan) => plan.Number.Implied > 0
        ? Expect.ImpliedDecimals(plan.Number.Implied)
        : plan.Number.Decimal == (byte)'.' ? Expect.DigitsLike("1234.5") : Expect.DigitsLike("1234,5");
}
