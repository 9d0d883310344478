using System.Globalization;
using System.Text;

namespace WebEdi.Benchmarks;

/// <summary>Orders of twenty lines with invented content. The same arguments always give the same bytes.</summary>
internal static class EdiSamples
{
    private const int Lines = 20;

    /// <summary>ORDERS D.96A; one description in eight needs the release character.</summary>
    public static byte[] Edifact(int bytes)
    {
        Random random = new(1);
        StringBuilder text = new("UNA:+.? 'UNB+UNOC:3+4012345000009:14+5412345000013:14+250301:1130+1++ORDERS'", bytes + 8192);
        int messages = 0;
        while (text.Length < bytes)
        {
            messages++;
            text.Append(CultureInfo.InvariantCulture, $"UNH+{messages}+ORDERS:D:96A:UN:EAN008'BGM+220+PO{random.Next(100_000_000):D8}+9'DTM+137:202503{random.Next(1, 29):D2}:102'");
            text.Append(CultureInfo.InvariantCulture, $"RFF+CT:CT{random.Next(1_000_000):D6}'NAD+BY+{Gtin(random)}::9++ALDER TRADING+MAIN STREET {random.Next(200)}+HAMBURG++{random.Next(100_000):D5}+DE'");
            text.Append(CultureInfo.InvariantCulture, $"NAD+SU+{Gtin(random)}::9++COBALT FOODS+MILL LANE {random.Next(200)}+LEEDS++{random.Next(100_000):D5}+GB'CUX+2:EUR:9'");
            for (int line = 1; line <= Lines; line++)
            {
                string release = random.Next(8) == 0 ? "?+ case?: 10?'s" : "";
                text.Append(CultureInfo.InvariantCulture, $"LIN+{line}++{Gtin(random)}:EN'PIA+1+SKU{random.Next(1_000_000):D6}:SA::91'IMD+F++:::heavy duty valve {random.Next(999)}{release}'");
                text.Append(CultureInfo.InvariantCulture, $"QTY+21:{random.Next(1, 500)}:PCE'MOA+203:{random.Next(90_000)}.{random.Next(100):D2}'PRI+AAA:{random.Next(900)}.{random.Next(100):D2}:::1:PCE'");
            }

            text.Append(CultureInfo.InvariantCulture, $"UNS+S'CNT+2:{Lines}'UNT+{7 + (Lines * 6) + 3}+{messages}'");
        }

        return Encoding.ASCII.GetBytes(text.Append(CultureInfo.InvariantCulture, $"UNZ+{messages}+1'").ToString());
    }

    /// <summary>850 in version 004010.</summary>
    public static byte[] X12(int bytes)
    {
        Random random = new(1);
        StringBuilder text = new(
            "ISA*00*          *00*          *ZZ*BUYERCO        *ZZ*SUPPLIERCO     *250301*1130*U*00401*000000001*0*P*>~GS*PO*BUYERCO*SUPPLIERCO*20250301*1130*1*X*004010~",
            bytes + 8192);
        int sets = 0;
        while (text.Length < bytes)
        {
            sets++;
            text.Append(CultureInfo.InvariantCulture, $"ST*850*{sets:D4}~BEG*00*SA*PO{random.Next(100_000_000):D8}**202503{random.Next(1, 29):D2}~CUR*BY*USD~");
            text.Append(CultureInfo.InvariantCulture, $"N1*BT*ALDER TRADING*92*{random.Next(10_000):D4}~N3*{random.Next(999)} MAIN STREET~N4*COLUMBUS*OH*{random.Next(100_000):D5}*US~");
            for (int line = 1; line <= Lines; line++)
                text.Append(CultureInfo.InvariantCulture, $"PO1*{line}*{random.Next(1, 500)}*EA*{random.Next(900)}.{random.Next(100):D2}*PE*UP*{Gtin(random)}*VN*SKU{random.Next(1_000_000):D6}~PID*F****heavy duty valve {random.Next(999)}~");
            text.Append(CultureInfo.InvariantCulture, $"CTT*{Lines}~SE*{6 + (Lines * 2) + 2}*{sets:D4}~");
        }

        return Encoding.ASCII.GetBytes(text.Append(CultureInfo.InvariantCulture, $"GE*{sets}*1~IEA*1*000000001~").ToString());
    }

    private static string Gtin(Random random) => random.NextInt64(1_000_000_000_000, 9_999_999_999_999).ToString(CultureInfo.InvariantCulture);
}
