using WebEdi.Engine.Formats;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.FixedLength;

public sealed class CopybookTests
{
    public static TheoryData<string, string> Records => new()
    {
        { "01 R. 05 A PIC X(10). 05 B PIC 9(5).", "A 0+10; B 10+5; =15" },
        { "01 R. 05 A PIC N(10). 05 B PIC X.", "A 0+20; B 20+1; =21" },
        { "01 R. 05 A PIC S9(7)V99 COMP-3. 05 B PIC S9(9) COMP. 05 C PIC 9(4) BINARY. 05 D PIC S9(18) COMP-4.", "A 0+5 S9(7)V9(2) COMP-3; B 5+4 S9(9) COMP; C 9+2 9(4) COMP; D 11+8 S9(18) COMP; =19" },
        { "01 R. 05 A PIC S9(5). 05 B PIC 9(3)V9(2). 05 C PIC S9(4) SIGN IS LEADING SEPARATE CHARACTER. 05 D PIC S9(4) SIGN TRAILING SEPARATE.", "A 0+5 S9(5); B 5+5 9(3)V9(2); C 10+5 S9(4); D 15+5 S9(4); =20" },
        { "01 R. 05 FILLER PIC X(3). 05 A PIC X. 05 PIC X(2). 05 B PIC X.", "A 3+1; B 6+1; =7" },
        { "01 R. 05 G. 10 Y PIC 9(4). 10 M PIC 99. 10 D PIC 99. 05 B PIC X.", "G 0+8; Y 0+4; M 4+2; D 6+2; B 8+1; =9" },
        { "01 R. 05 A OCCURS 3 TIMES. 10 Q PIC 9(2). 10 P PIC X. 05 B PIC X.", "A(1) 0+3; Q(1) 0+2; P(1) 2+1; A(2) 3+3; Q(2) 3+2; P(2) 5+1; A(3) 6+3; Q(3) 6+2; P(3) 8+1; B 9+1; =10" },
        { "01 R. 05 FILLER OCCURS 2. 10 A PIC X OCCURS 2.", "A(1,1) 0+1; A(1,2) 1+1; A(2,1) 2+1; A(2,2) 3+1; =4" },
        { "01 R. 05 A PIC X(8). 05 B REDEFINES A PIC 9(8). 05 C REDEFINES A. 10 Y PIC 9(4). 05 D PIC X.", "A 0+8; B 0+8; C 0+4; Y 0+4; D 8+1; =9" },
        { "01 R. 05 明細. 10 数量 PIC 9(3). 05 合計. 10 数量 PIC 9(5).", "明細 0+3; 数量 OF 明細 0+3; 合計 3+5; 数量 OF 合計 3+5; =8" },
        { "01 R COMP-3. 05 A PIC 9(3). 05 B PIC S9(4).", "A 0+2 9(3) COMP-3; B 2+3 S9(5) COMP-3; =5" },
        { "01 R. 05 A PIC ZZ,ZZ9.99-. 05 B PIC X VALUE 'A. B'. 88 IS-B VALUE 'X'. 05 C PIC X.", "A 0+10; B 10+1; C 11+1; =12" },
        { "01 H. 05 A PIC X(4). 01 D. 05 B PIC X(6).", "A 0+4; B 0+6; =6" },
        { "05 A PIC X(4). 05 B PIC X(6).", "A 0+4; B 4+6; =10" },
        { "000100 01  R.                                                              ORDERS01\n000110*    comment.\n000120     05  A PIC X(2).                                               ORDERS01\n000130     05  B\n000140         PIC X(3).", "A 0+2; B 2+3; =5" },
        { "      * comment\n       01 R. *> another\n       05 A PICTURE IS X(2) USAGE IS DISPLAY.", "A 0+2; =2" },
    };

    public static TheoryData<string, int, string> Faults => new()
    {
        { "05 A PIC X(10).\n05 B PIC Q(5).", 2, "Q(5)" },
        { "01 R.\n05 A PIC 9(5) COMP-5.", 2, "COMP-5" },
        { "01 R.\n05 A OCCURS 1 TO 5 DEPENDING ON N PIC X.", 2, "A OCCURS 1 TO 5 DEPENDING ON N PIC X" },
        { "01 R. 05 A REDEFINES B PIC X.", 1, "B" },
        { "01 R. 05 A PIC X COMP-3.", 1, "A" },
        { "01 R. 05 A PIC 9(19) COMP.", 1, "A" },
        { "01 R. 05 A.", 1, "A" },
        { "MOVE A TO B.", 1, "MOVE" },
        { "", 0, "" },
        { "01 R. 05 A PIC X(100000) OCCURS 1000.", 1, "A" },
        { "01 R. 05 A OCCURS 200. 10 B PIC X OCCURS 200.", 1, "B" },
        { "01 R. 05 A PIC X(2). 10 B PIC X.", 1, "10" },
        { "01 R. 05 A PIC 9(3)P(2).", 1, "9(3)P(2)" },
        { "99 A PIC X.", 1, "99" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Positions_are_computed(string text, string expected)
    {
        RecordLayout? layout = Copybook.Read(text, netCobol: false, out CopybookFault? fault);

        Assert.Null(fault);
        string fields = string.Join("; ", layout!.Fields.Select(f => $"{f.Name} {f.Start}+{f.Length}{(f.IsNumber ? " " + f.Form : "")}"));
        Assert.Equal(expected, $"{fields}; ={layout.Length}");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_not_understood_is_told_with_its_line(string text, int line, string found)
    {
        RecordLayout? layout = Copybook.Read(text, netCobol: false, out CopybookFault? fault);

        Assert.Null(layout);
        Assert.Equal((line, found), (fault!.Line, fault.Found));
    }
}
