using WebEdi;

// What the package README promises, from the packed packages: a file in, faults with their place, a PDF out.
string folder = Directory.CreateTempSubdirectory("webedi-consumer-").FullName;
List<string> faults = [.. PackageCheck.FindFaults(args[0])];
int checks = Directory.GetFiles(args[0], "WebEdi.*.nupkg").Length;
try
{
    string file = Path.Combine(folder, "orders.csv");
    await File.WriteAllTextAsync(file, """
        注文番号,取引先,行,品番,数量,納期
        4500000001,S001,0010,A-100,12,2026/4/30
        4500000001,S001,0020,B-2００,3.5,令和8年4月30日
        4500000002,S002,0010,A-100,１０個,20260430
        4500000003,S002,0010,C-髙,7,20260430

        """);

    await using IEdi edi = Edi.InMemory(e => e.AddPdf().AddMap("acme", """
      { "read": "csv",
        "order": { "number": "注文番号", "supplier": "取引先" },
        "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
      """));
    IngestResult got = await edi.IngestFileAsync("acme", file);
    foreach (var issue in got.Issues)
        Console.WriteLine(issue);
    foreach (var order in got.Orders)
        await edi.RenderFileAsync("delivery-note", order, Path.Combine(folder, $"{order.Number}.pdf"));

    Check("two orders are taken", string.Join(' ', got.Orders.Select(o => o.Number)), "4500000001 4500000003");
    Check("the fault names its place", got.Issues.Any(i => i.ToString().StartsWith("orders.csv(4,", StringComparison.Ordinal)), true);
    foreach (var order in got.Orders)
        Check($"{order.Number}.pdf is a PDF", File.ReadAllBytes(Path.Combine(folder, $"{order.Number}.pdf")).AsSpan().StartsWith("%PDF-"u8), true);
}
finally
{
    Directory.Delete(folder, recursive: true);
}

foreach (string fault in faults)
    Console.Error.WriteLine(fault);
Console.WriteLine($"package check: {checks - Math.Min(checks, faults.Count)} passed, {faults.Count} failed");
return faults.Count == 0 ? 0 : 1;

void Check<T>(string what, T found, T expected)
{
    checks++;
    if (!EqualityComparer<T>.Default.Equals(found, expected))
        faults.Add($"{what}: found {found}, expected {expected}");
}
