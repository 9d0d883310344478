using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WebEdi.Benchmarks;

/// <summary>One order of about 3 kB: the first one of a process, and the others.</summary>
internal static class SmallOrderTimes
{
    private const int Calls = 2000;

    /// <summary>Measures and prints.</summary>
    /// <param name="format">edifact or x12.</param>
    /// <returns>How long the first call took.</returns>
    /// <exception cref="InvalidOperationException">The order cannot be read.</exception>
    public static async Task<TimeSpan> RunAsync(string format)
    {
        byte[] file = format == "x12" ? X12() : Edifact();
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await ReadAsync(file);
        TimeSpan first = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        TimeSpan firstProcessor = process.TotalProcessorTime - before;

        for (int i = 0; i < Calls; i++)
            await ReadAsync(file);
        double[] warm = new double[Calls];
        for (int i = 0; i < Calls; i++)
        {
            start = Stopwatch.GetTimestamp();
            await ReadAsync(file);
            warm[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(warm);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{format}: one order of {file.Length} bytes; first in the process {first.TotalMilliseconds:0.0} ms ({firstProcessor.TotalMilliseconds:0} ms of processor time), then {warm[Calls / 2]:0.000} ms in the middle, {warm[Calls * 99 / 100]:0.000} ms for 99 of 100"));
        return first;
    }

    private static async Task ReadAsync(byte[] file)
    {
        int documents = 0;
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(new MemoryStream(file)))
            documents += message.Document is null ? 0 : 1;
        if (documents != 1)
            throw new InvalidOperationException("The order was not read.");
    }

    // Made of constants: making a sample must not warm up what is measured.
    private static byte[] Edifact()
    {
        StringBuilder text = new("UNA:+.? 'UNB+UNOC:3+4012345000009:14+5412345000013:14+250301:1130+1++ORDERS'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+PO55450236+9'DTM+137:20250616:102'RFF+CT:CT616898'NAD+BY+4362126350169::9++ALDER TRADING+MAIN STREET 3+HAMBURG++38277+DE'NAD+SU+8981075116310::9++COBALT FOODS+MILL LANE 166+LEEDS++45723+GB'CUX+2:EUR:9'");
        for (int line = 1; line <= 18; line++)
            text.Append("LIN+").Append(line).Append("++7631824002104:EN'PIA+1+SKU919105:SA::91'IMD+F++:::heavy duty valve 584'QTY+21:362:PCE'DTM+2:20250630:102'MOA+203:166291.94'PRI+AAA:459.37:::1:PCE'");
        return Encoding.ASCII.GetBytes(text.Append("UNS+S'CNT+2:18'UNT+136+1'UNZ+1+1'").ToString());
    }

    private static byte[] X12()
    {
        StringBuilder text = new("ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000001*0*P*>~GS*PO*BUYERCO*SUPPLIERCO*20250301*1130*1*X*004010~ST*850*0001~BEG*00*SA*PO11943597**20251029~CUR*BY*USD~N1*BT*ALDER TRADING*92*5787~N3*694 MAIN STREET~N4*COLUMBUS*OH*98867*US~");
        for (int line = 1; line <= 27; line++)
            text.Append("PO1*").Append(line).Append("*192*LB*326.26*PE*UP*107302508439*VN*SKU110454~PID*F****recycled carton 817~PO4*32~");
        return Encoding.ASCII.GetBytes(text.Append("CTT*27~SE*89*0001~GE*1*1~IEA*1*000000001~").ToString());
    }
}
