using System.Globalization;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A value on its way into a statement, without boxing. Times are microseconds since 1970 UTC, dates yyyymmdd as a number.</summary>
internal readonly struct SqlValue
{
    private SqlValue(SqlKind kind, object? reference, long integer)
    {
        Kind = kind;
        Reference = reference;
        Integer = integer;
    }

    public SqlKind Kind { get; }

    public object? Reference { get; }

    public long Integer { get; }

    public static implicit operator SqlValue(string? value) => value is null ? Missing(SqlKind.Text) : new SqlValue(SqlKind.Text, value, 0);

    public static implicit operator SqlValue(long value) => new(SqlKind.Integer, null, value);

    public static implicit operator SqlValue(int value) => new(SqlKind.Integer, null, value);

    public static implicit operator SqlValue(bool value) => new(SqlKind.Integer, null, value ? 1 : 0);

    public static implicit operator SqlValue(byte[]? value) => value is null ? Missing(SqlKind.Blob) : new SqlValue(SqlKind.Blob, value, value.Length);

    public static implicit operator SqlValue(DateTimeOffset value) => new(SqlKind.Integer, null, SqlTime.From(value));

    public static implicit operator SqlValue(DateTimeOffset? value) => value is { } time ? (SqlValue)time : Missing(SqlKind.Integer);

    /// <summary>Gets, for null, what the value would be.</summary>
    public SqlKind Of => Kind == SqlKind.Null ? (SqlKind)Integer : Kind;

    /// <summary>Text that is UTF-8 already.</summary>
    public static SqlValue Utf8(byte[] buffer, int length) => new(SqlKind.Utf8, buffer, length);

    /// <summary>Several texts in one value.</summary>
    public static SqlValue Texts(IReadOnlyCollection<string> texts) => new(SqlKind.Texts, texts.ToArray(), 0);

    /// <summary>Several numbers in one value.</summary>
    public static SqlValue Numbers(IReadOnlyCollection<long> numbers) => new(SqlKind.Numbers, numbers.ToArray(), 0);

    private static SqlValue Missing(SqlKind kind) => new(SqlKind.Null, null, (int)kind);

    /// <summary>The first bytes of a buffer.</summary>
    public static SqlValue Bytes(byte[] buffer, int length) => new(SqlKind.Blob, buffer, length);
}

internal enum SqlKind
{
    Null = 0,
    Integer = 1,
    Text = 3,
    Utf8 = 4,
    Blob = 5,
    Texts = 6,
    Numbers = 7,
}

/// <summary>Times and dates as numbers.</summary>
internal static class SqlTime
{
    /// <summary>An undecided date: behind every real one.</summary>
    public const int Undecided = 99_999_999;

    public static long From(DateTimeOffset value) => (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset To(long microseconds) => new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Writes a time so that texts compare as times do.</summary>
    public static string ToText(DateTimeOffset value) => value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static int FromDate(DateOnly? date) => date is { } d ? (d.Year * 10_000) + (d.Month * 100) + d.Day : Undecided;

    public static DateOnly? ToDate(long number) => number == Undecided ? null : new DateOnly((int)number / 10_000, (int)number / 100 % 100, (int)number % 100);
}
