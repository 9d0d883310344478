using System.Buffers.Text;
using System.Text;
using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <content>Where a segment ends that its delimiters do not end: behind counted bytes, or with the file.</content>
internal abstract partial class SegmentReader
{
    private bool TryCutCounted(in SegmentSpan segment)
    {
        // BIN*length*bytes, BDS*code*length*bytes.
        int[] marks = Source.Index.Marks;
        int lengthMark = segment.FirstMark + (Source.Bytes[segment.Start + 1] == (byte)'D' ? 1 : 0);
        int lengthEnd = lengthMark + 1;
        if (lengthEnd >= segment.FirstMark + segment.MarkCount)
            return true;

        int from = Mark.IndexOf(marks[lengthMark]) + 1;
        int to = Mark.IndexOf(marks[lengthEnd]);
        ReadOnlySpan<byte> said = Source.Bytes.AsSpan(from, to - from);
        bool isNumber = Utf8Parser.TryParse(said, out int length, out int read) && read == said.Length && length >= 0 && length <= Limits.MaxMessageBytes;
        int end = to + 1 + length;
        int filled = Source.Next + Source.Ahead.Length;
        if (isNumber && end >= filled && !Source.IsFinal)
            return false;

        if (!isNumber || end >= filled || Source.Bytes[end] != Source.Delimiters!.TerminatorBytes()[0])
            ReportCount(segment, from, said, segment.End - to - 1);
        else
            Source.CutCounted(lengthEnd, end);
        return true;
    }

    private void ReportCount(in SegmentSpan segment, int at, ReadOnlySpan<byte> said, int bytes)
    {
        if (_isSkipping)
            return;

        LocateTree();
        string tag = Encoding.ASCII.GetString(Source.Bytes, segment.Start, segment.TagLength);
        _inside.Add(Diagnostic.Create(
            DiagnosticCodes.BinaryLengthInvalid, _tree.At(at, _tree.NodeCount, new Place(tag == "BDS" ? 1 : 0)), tag + (tag == "BDS" ? "/02" : "/01"), Codec.Show(said), Expect.Value(Math.Max(bytes, 0))));
    }

    private void ReportUnterminated(in SegmentSpan segment)
    {
        (int line, int column) = Source.LineBeyond(Math.Max(segment.Start, segment.End), Codec);
        SourcePosition end = new(File, line, column + 1, Offset: Source.Offset + segment.End);
        Expectation terminator = Expect.Value(Codec.Show(Source.Delimiters!.TerminatorBytes()));
        if (_inMessage)
            _inside.Add(Diagnostic.Create(DiagnosticCodes.TerminatorMissing, end, null, null, terminator));
        else
            Report(DiagnosticCodes.TerminatorMissing, end, null, null, terminator);
    }

    private static bool IsLineEnd(byte terminator) => terminator is (byte)'\n' or (byte)'\r';
}
