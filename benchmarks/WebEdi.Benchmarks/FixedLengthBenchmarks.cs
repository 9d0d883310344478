using System.Globalization;

using BenchmarkDotNet.Attributes;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Text;

namespace WebEdi.Benchmarks;

/// <summary>50 MB of records with fixed positions in CP932, ten to an order: cutting, taking every field, and orders through a map.</summary>
[MemoryDiagnoser]
public class FixedLengthBenchmarks
{
    private const int Megabytes = 50;
    private const int RecordLength = 128;

    private const string Json = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 128,
          "layout": [
            { "name": "注文番号", "length": 10 }, { "name": "発注日", "length": 8 }, { "name": "取引先", "length": 6 }, { "name": "取引先名", "length": 24 },
            { "name": "行", "length": 4 }, { "name": "品番", "length": 12 }, { "name": "品名", "length": 24 }, { "name": "数量", "length": 8 },
            { "name": "単位", "length": 4 }, { "name": "単価", "length": 10, "decimals": 2, "type": "zoned" }, { "name": "納期", "length": 8 }, { "name": "備考", "length": 10 } ],
          "order": { "number": "注文番号", "issueDate": "発注日", "supplier": "取引先", "supplierName": "取引先名" },
          "line": { "number": "行", "item": "品番", "itemName": "品名", "quantity": "数量", "unit": "単位", "price": "単価", "due": "納期", "note": "備考" } }
        """;

    private readonly MessageReader _reader = new();
    private CompiledMap _map = null!;
    private FileSurvey _survey = null!;
    private byte[] _file = [];
    private int _records;

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public async Task SetUp()
    {
        _records = Megabytes * 1024 * 1024 / RecordLength;
        _file = new byte[_records * RecordLength];
        _file.AsSpan().Fill((byte)' ');
        for (int i = 0; i < _records; i++)
        {
            int order = i / 10;
            int at = i * RecordLength;
            Put(ref at, 10, string.Create(CultureInfo.InvariantCulture, $"PO{order:D8}"));
            Put(ref at, 8, "20261124");
            Put(ref at, 6, string.Create(CultureInfo.InvariantCulture, $"S{order % 300:D5}"));
            Put(ref at, 24, string.Create(CultureInfo.InvariantCulture, $"株式会社髙橋製作所{order % 300}"));
            Put(ref at, 4, string.Create(CultureInfo.InvariantCulture, $"{(i % 10) + 1:D4}"));
            Put(ref at, 12, string.Create(CultureInfo.InvariantCulture, $"ITEM-{i % 5000:D6}"));
            Put(ref at, 24, string.Create(CultureInfo.InvariantCulture, $"六角ボルトＭ{i % 30}"));
            Put(ref at, 8, string.Create(CultureInfo.InvariantCulture, $"{(i % 900) + 1:D8}"));
            Put(ref at, 4, "個");
            Put(ref at, 10, string.Create(CultureInfo.InvariantCulture, $"{(i % 500) + 50:D10}"));
            Put(ref at, 8, string.Create(CultureInfo.InvariantCulture, $"202612{(i % 28) + 1:D2}"));
        }

        _map = MapCompiler.Compile("bench", 1, Json).GetValueOrThrow();
        _survey = (await _reader.SurveyAsync(new MemoryStream(_file), "bench.dat", _map.Reading, null, CancellationToken.None)).GetValueOrThrow();
    }

    /// <summary>Cuts the file into records.</summary>
    [Benchmark(Baseline = true)]
    public async Task<int> Cut()
    {
        int records = 0;
        await foreach (SegmentBlock block in _reader.ReadAsync(new MemoryStream(_file), _survey, CancellationToken.None))
            records += block.Count;
        return records == _records ? records : throw new InvalidOperationException("Records were lost.");
    }

    /// <summary>Takes the bytes of every field of every record.</summary>
    [Benchmark]
    public async Task<long> TakeFields()
    {
        long bytes = 0;
        await foreach (SegmentBlock block in _reader.ReadAsync(new MemoryStream(_file), _survey, CancellationToken.None))
        {
            for (int record = 0; record < block.Count; record++)
            {
                for (int field = 0; field < block.ElementCount(record); field++)
                    bytes += block.RawOf(record, field).Length;
            }
        }

        return bytes;
    }

    /// <summary>Both passes and the mapping to orders.</summary>
    [Benchmark]
    public async Task<int> SurveyReadAndMap()
    {
        MemoryStream file = new(_file);
        Result<FileSurvey> survey = await _reader.SurveyAsync(file, "bench.dat", _map.Reading, null, CancellationToken.None);
        MappingSession session = new(_map, survey.GetValueOrThrow(), 20_000);
        int lines = 0;
        await foreach (SegmentBlock block in _reader.ReadAsync(file, survey.GetValueOrThrow(), CancellationToken.None))
        {
            foreach (MappedDocument order in session.Add(block))
                lines += ((Order)order.Document!).Lines.Count;
        }

        foreach (MappedDocument order in session.Complete())
            lines += ((Order)order.Document!).Lines.Count;

        return lines == _records ? lines : throw new InvalidOperationException("Lines were lost.");
    }

    private void Put(ref int at, int length, string value)
    {
        byte[] bytes = new byte[value.Length * 3];
        if (TextCodec.Cp932.Encode(value, bytes, out int written) >= 0 || written > length)
            throw new InvalidOperationException("The sample cannot be encoded.");

        bytes.AsSpan(0, written).CopyTo(_file.AsSpan(at));
        at += length;
    }
}
