namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>Makes broken files of good ones: bytes changed, taken out, put in, doubled, cut off.</summary>
internal static class Mutations
{
    private static readonly byte[] Special = [0, 0x1A, 0x1B, (byte)'\r', (byte)'\n', (byte)' ', (byte)'\'', (byte)'+', (byte)':', (byte)'?', (byte)'*', (byte)'~', (byte)'>', 0x81, 0xE2, 0xFF];

    private static readonly byte[][] Words =
    [
        "UNA:+.? '"u8.ToArray(), "UNB+UNOC:3+A+B+1:1+1'"u8.ToArray(), "UNH+1+ORDERS:D:96A:UN'"u8.ToArray(), "UNT+1+1'"u8.ToArray(), "UNZ+1+1'"u8.ToArray(),
        "ISA*00*"u8.ToArray(), "GS*PO*A*B*1*1*1*X*004010~"u8.ToArray(), "ST*850*1~"u8.ToArray(), "SE*1*1~"u8.ToArray(), "BIN*99*"u8.ToArray(), "IEA*1*1~"u8.ToArray(),
    ];

    public static byte[] Of(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        int changes = 1 + random.Next(8);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = Special[random.Next(Special.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(30)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(200))));
                    break;
                case 4:
                    bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat(Special[random.Next(Special.Length)], random.Next(200)));
                    break;
            }
        }

        return [.. bytes];
    }
}
