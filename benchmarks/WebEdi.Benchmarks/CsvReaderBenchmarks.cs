using System.Buffers;
using System.Globalization;
using System.Text;

using BenchmarkDotNet.Attributes;

using Microsoft.Extensions.Options;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Text;

namespace WebEdi.Benchmarks;

/// <summary>100,000 order lines in CP932, ten to an order: the pure search as the limit, reading, reading and mapping, and CsvHelper.</summary>
[MemoryDiagnoser]
public class CsvReaderBenchmarks
{
    private const int Lines = 100_000;
    private const string Json = """
        {
          "read": "csv",
          "order": { "number": "注文番号", "issueDate": "発注日", "supplier": "取引先", "supplierName": "取引先名" },
          "line": { "number": "行", "item": "品番", "itemName": "品名", "spec": "仕様", "quantity": "数量", "unit": "単位", "price": "単価", "amount": "金額", "due": "納期", "note": "備考" }
        }
        """;

    private readonly MessageReader _reader = new();
    private readonly DocumentMapper _mapper = new(Options.Create(new EdiOptions()));
    private CompiledMap _map = null!;
    private byte[] _cp932 = [];
    private byte[] _utf8 = [];
    private FileSurvey _survey = null!;

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public async Task SetUp()
    {
        StringBuilder text = new("注文番号,発注日,取引先,取引先名,行,品番,品名,仕様,数量,単位,単価,金額,納期,備考\r\n");
        for (int i = 0; i < Lines; i++)
        {
            int order = i / 10;
            text.Append(CultureInfo.InvariantCulture, $"PO-{order:D7},20261124,S{order % 300:D4},株式会社髙橋製作所{order % 300},{(i % 10) + 1:D4},ITEM-{i % 5000:D6},六角ボルト M{i % 30},SUS304,{(i % 900) + 1},個,{(i % 500) + 0.5m},{(i % 900) * 100},202612{(i % 28) + 1:D2},\r\n");
        }

        string csv = text.ToString();
        _utf8 = Encoding.UTF8.GetBytes(csv);
        byte[] bytes = new byte[csv.Length * 3];
        if (TextCodec.Cp932.Encode(csv, bytes, out int written) >= 0)
            throw new InvalidOperationException("The sample cannot be encoded.");

        _cp932 = bytes[..written];
        _map = MapCompiler.Compile("bench", 1, Json).GetValueOrThrow();
        _survey = (await _reader.SurveyAsync(new MemoryStream(_cp932), "bench.csv", _map.Reading, null, CancellationToken.None)).GetValueOrThrow();
    }

    /// <summary>Finds every separator and line end and does nothing with it: no reader can be faster.</summary>
    [Benchmark(Baseline = true)]
    public int Search()
    {
        SearchValues<byte> stops = SearchValues.Create(",\r\n\""u8);
        ReadOnlySpan<byte> rest = _cp932;
        int found = 0;
        while (true)
        {
            int at = rest.IndexOfAny(stops);
            if (at < 0)
                return found;

            found++;
            rest = rest[(at + 1)..];
        }
    }

    /// <summary>The first pass: encoding, columns, keys.</summary>
    [Benchmark]
    public async Task<int> Survey() =>
        (await _reader.SurveyAsync(new MemoryStream(_cp932), "bench.csv", _map.Reading, null, CancellationToken.None)).GetValueOrThrow().Segments;

    /// <summary>The second pass without mapping.</summary>
    [Benchmark]
    public async Task<int> Read()
    {
        int records = 0;
        await foreach (SegmentBlock block in _reader.ReadAsync(new MemoryStream(_cp932), _survey, CancellationToken.None))
            records += block.Count;
        return records;
    }

    /// <summary>Both passes and the mapping to orders.</summary>
    [Benchmark]
    public async Task<int> SurveyReadAndMap()
    {
        MemoryStream file = new(_cp932);
        Result<FileSurvey> survey = await _reader.SurveyAsync(file, "bench.csv", _map.Reading, null, CancellationToken.None);
        MappingSession session = _mapper.Start(_map, survey.GetValueOrThrow());
        int lines = 0;
        await foreach (SegmentBlock block in _reader.ReadAsync(file, survey.GetValueOrThrow(), CancellationToken.None))
        {
            foreach (MappedDocument order in session.Add(block))
                lines += ((Order)order.Document!).Lines.Count;
        }

        foreach (MappedDocument order in session.Complete())
            lines += ((Order)order.Document!).Lines.Count;

        return lines == Lines ? lines : throw new InvalidOperationException("Lines were lost.");
    }

    /// <summary>CsvHelper over the same rows in UTF-8, every value made a string.</summary>
    [Benchmark]
    public int CsvHelperStrings()
    {
        using CsvHelper.CsvReader reader = CsvHelper.CsvReader.Create(_utf8, new CsvHelper.CsvReaderOptions { HasHeader = false });
        int characters = 0;
        while (reader.Read())
        {
            for (int i = 0; i < reader.FieldCount; i++)
                characters += reader.GetString(i).Length;
        }

        return characters;
    }
}
