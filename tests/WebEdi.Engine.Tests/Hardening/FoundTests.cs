using System.Text;

using WebEdi.Fuzz;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>What fuzzing found, as small as it could be made. Every row once broke a promise that readers make.</summary>
public sealed class FoundTests
{
    /// <summary>Name, target, bytes as ISO 8859-1.</summary>
    private static readonly (string Name, string Target, string Bytes)[] All =
    [
        ("a header with a letter where the separator should be was looked at forever", "edifact", "UNB.? 'UNB+UNOY:4+A+B+261124:0930+42'UNH+1+ORDERS:D:96A:UN'BGM++UNOA'UNT+3+1'"),
        ("the last group of a file without its last terminator was said to stand at the end", "edifact", "UNB+UNOA:1+A+B+1:1+1'UNG+ORDERS+A+B+1:1+7+UN+D:96A"),
        ("the last message of a file without its last terminator was said to stand at the end", "edifact", "UNH+1+ORDERS:D:01B:UN\nX\nY"),
        ("a report on a sender whose name is not in ISO 8859-1 had question marks, which release", "edifact", "UNB+UNOY:4+BUYER:14\u00e5\u0085\u00ad+SUPPLIER:14+20261124:0930+42'UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+3+1'UNZ+1+42'"),
        ("an acknowledgement to a qualifier of six characters had a header of 110 bytes", "x12", "ISA*00*          *00*          *ZZ*BUYER     *261124*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~GS*PO*B*S*20261124*0930*1*X*004010~ST*850*0001~SE*2*0001~GE*1*1~IEA*1*000000042~"),
        ("an acknowledgement repeated a version that is no number", "x12", "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~GS*PO*B*S*20261124*0930*1*X*0040\u00b110~ST*850*0001~SE*2*0001~GE*1*1~IEA*1*000000042~"),
        ("a byte order mark was counted as the first column", "x12", "\u00ef\u00bb\u00bfISA*00*     *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~"),
        ("bytes that are no UTF-8 in a declaration moved columns", "xml", "<?xml version=\"1.0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\" encoding=\"UTF-8\"?>\n<a/>"),
        ("where a fault stands depended on where a read ended", "json", "[{\"number\":\"1\",\"lines\":[]},{\"numbe\u000f\":\"2\"}],,,,,,,,"),
        ("how much of a wrong word was quoted depended on where a read ended", "json", "{ \"lines\": [ { \"number\": 1, nrice\": 12.5, \"dueDate\": null }, { \"number\": \"2\" } ] },,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"),
        ("CR LF between two reads was two lines", "json", "{ \"number\":\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n1 x }"),
        ("text that is no UTF-16 behind a first fault ended the program", "json", "{\0\"\0a\0\"\0:\0x\0}\0\0\u00d8\0"),
        ("what is told in front of a fault of UTF-16 depended on where a read ended", "json", "{\0\"\0a\0\"\0:\0" + "1\0}\0\n\0{\0\"\0b\0\"\0:\0" + "1\0,\0\n\0 \0\u00d8\u00d8" + "2\0}\0"),
        ("how long a number or a word in front of a fault is depended on where a read ended", "json", "2019/01/31T12:34:56 10.5 30.2 [[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
        ("how long a word in front of a fault is depended on where a read ended", "json", "truefalsefalsefalsefalse [[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
        ("a total behind the end of a short record was said to stand behind the end of the file", "records", "HPO-001S001             \r\nT0"),
        ("a value of a file with fixed positions could not be explained", "fixed", "PO-00001S001001          0010000@@@@20261201\r\n"),
        ("a NUL was a character of Shift_JIS when it was read, and none when it was written", "codecs", "\0"),
        ("a name that is half of a character ended the program", "map", "{ \"read\": \"csv\", \"\\ud800\": 1 }"),
        ("a text that is half of a character ended the program", "map", "{ \"read\": \"csv\", \"order\": { \"number\": \"\\ud800\" } }"),
        ("a profile that is half of a character ended the program", "partner", "{ \"map\": \"\\udc00\" }"),
        ("a fault behind a comment that ends with CR was said to stand in a line that is not there", "map", "{ // a\r \"read\": \"\\1\" }"),
        ("a prefix without a name was a name", "path", "PIC:"),
        ("a prefix in front of the sign of the line count was a name", "path", "a:#"),
        ("a prefix without a name was looked for in a condition", "path", "PIA/1[a:=43IN]"),
        ("the sign of repetition was a tag in front of a qualifier", "path", "*+ns: "),
        ("an acknowledgement repeated a version of a group that is none", "x12", "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~GS*PO*B*S*20261124*0930*1*X* ~ST*850*0001~SE*2*0001~GE*1*1~IEA*1*000000042~"),
        ("a header with U+FFFE ended the program", "csv", "\u00ff\u00fe\u00fe\u00ff\u00fe\u00ff\u00fe\u0012"),
        ("a zero in a file in UTF-16 was said to stand behind its end", "csv", "\u00ff\u00fe\u00e5\u0060,\0\u00e5\u0060\u00e5\u0060\u00e5\u0060\u00e5\u0060\u00e5\u0060\u00e5\u0060\u00e5\u0060\n\0\0\0\u00e5\u0060"),
        ("a header over two lines was said to stand behind the end of its line", "csv", "\"a\nb\",x,x,x,\u00e6\u00b3\u00a8\u00e6\u0096\u0087\u00e7\u0095\u00aa\u00e5\u008f\u00b7,\u00e6\u00b3\u00a8\u00e6\u0096\u0087\u00e7\u0095\u00aa\u00e5\u008f\u00b7\n1,2,3,4,5,6\n"),
        ("a NUL behind ASCII was written in Shift_JIS", "codecs", "\0\u0004\0\0"),
        ("a header in the middle of a word was one when a read ended in front of it", "x12", new string('x', 3800) + "ISA*00*" + new string('x', 500)),
        ("an odd element behind a line break in a header was said to stand in the line before", "x12", "ISA*00*          *00*          *ZZ*BUYERS01       *ZZ*SUP\nER         *261124*0930*^*00501*261124093+0*P*:~\nGS*PO*B*S*20261124*0930*1*X*005010~ST*850*0001~SE*2*0001~GE*1*1~IEA*1*261124093~"),
        ("a message in the middle of a word was one when a read ended in front of it", "edifact", new string('x', 4080) + string.Concat(Enumerable.Repeat("xUNH+", 60))),
        ("a table on level 01 lay beyond its record", "copybook", "01 R OCCURS 3 TIMES.\n   05 A PIC X(4).\n"),
    ];

    public static TheoryData<string> Names => [.. All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_stays_found(string name)
    {
        (_, string target, string bytes) = All.Single(f => f.Name == name);

        FuzzTarget.All.Single(t => t.Name == target).Run(Encoding.Latin1.GetBytes(bytes));
    }
}
