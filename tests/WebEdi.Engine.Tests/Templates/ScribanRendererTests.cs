using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Engine.Templates;
using Xunit;

namespace WebEdi.Engine.Tests.Templates;

public sealed class ScribanRendererTests
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");
    private readonly ScribanRenderer _renderer = new(TimeProvider.System);

    private sealed record Line(string Item, decimal Quantity);

    private sealed record Model(string Name, IReadOnlyList<Line> Lines, DateTime Day, decimal Amount)
    {
        public string Secret() => Name + " reached";
    }

    private static Model Sample(string name = "東西製作所", int lines = 1) =>
        new(name, [.. Enumerable.Range(0, lines).Select(i => new Line($"P-{i}", i))], new DateTime(2026, 12, 4), 1234567.5m);

    private string Render(string template, string name = "test.text", Model? model = null) => _renderer.Render(template, name, model ?? Sample(), Japanese, TestContext.Current.CancellationToken);

    private EdiSetupException Fails(string template, string name = "test.text", Model? model = null) => Assert.Throws<EdiSetupException>(() => Render(template, name, model));

    [Fact]
    public void Values_of_the_model_are_written_in_snake_case_and_in_the_culture()
    {
        Assert.Equal("東西製作所 P-0", Render("{{ name }} {{ lines[0].item }}"));
        Assert.Equal("1,234,567.5", Render("{{ amount | math.format 'N1' }}"));
        Assert.Equal("2026/12/04 金曜日", Render("{{ day | date.to_string '%Y/%m/%d %A' }}"));
        Assert.Equal("1.234.567,5", _renderer.Render("{{ amount | math.format 'N1' }}", "t", Sample(), CultureInfo.GetCultureInfo("de-DE"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{{ if }}", "supplier-notice.text(1,")]
    [InlineData("a\n  {{ nmae }}", "supplier-notice.text(2,6)")]
    [InlineData("a\n{{ lines[0].itme }}", "supplier-notice.text(2,")]
    [InlineData("{{ name.x.y }}", "supplier-notice.text(1,")]
    public void A_fault_names_template_line_and_column(string template, string expected) =>
        Assert.StartsWith($"Template {expected}", Fails(template, "supplier-notice.text").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ name }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ '' + name }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ $'{name}' }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ name | html.escape }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ x = name; x }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ [name] }}", "[&quot;&lt;b&gt;&amp;\\&quot;&#39;&quot;]")]
    [InlineData("{{ for l in lines; l.item; end }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("<i>{{ name | string.slice 0 1 }}</i>", "<i>&lt;</i>")]
    [InlineData("{{ func f }}<u>{{ $0 }}</u>{{ end }}{{ f name }}", "<u>&lt;b&gt;&amp;&quot;&#39;</u>")]
    [InlineData("{{ ret name }}", "&lt;b&gt;&amp;&quot;&#39;")]
    [InlineData("{{ case name; when name; name; end }}", "&lt;b&gt;&amp;&quot;&#39;")]
    public void S06_every_value_of_an_html_template_is_escaped_and_its_own_text_is_not(string template, string expected)
    {
        Model hostile = Sample("<b>&\"'") with { Lines = [new Line("<b>&\"'", 1)] };

        Assert.Equal(expected, Render(template, "test.html", hostile));
        Assert.DoesNotContain("<b>", Render($"{{{{ capture c }}}}{template}{{{{ end }}}}{{{{ c }}}}", "test.html", hostile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_template_is_not_escaped() => Assert.Equal("<b>&", Render("{{ name }}", "test.text", Sample("<b>&")));

    public static TheoryData<string, string> Hostile() => new()
    {
        { "endless loop", "{{ while true; end }}" },
        { "nested loops", "{{ for a in 1..999; for b in 1..999; for c in 1..999; end; end; end }}" },
        { "recursion", "{{ func f; f; end; f }}" },
        { "mutual recursion", "{{ func f; g; end; func g; f; end; f }}" },
        { "padding", "{{ string.pad_left 'a' 2000000000 }}" },
        { "string times", "{{ 'ab' * 1000000000 }}" },
        { "string doubling", "{{ x = 'aaaaaaaaaa'; for i in 1..40; x = x + x; end; x }}" },
        { "array doubling", "{{ x = [1,2]; for i in 1..40; x = x + x; end; x | array.size }}" },
        { "range", "{{ (1..2000000000) | array.size }}" },
        { "big integer", "{{ x = 9; for i in 1..100; x = x * x; end; x }}" },
        { "regular expression", "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '^(a+)+$' }}" },
        { "deep parentheses", "{{ " + new string('(', 20_000) + "1" + new string(')', 20_000) + " }}" },
        { "output", "{{ x = string.pad_left '' 60000; for i in 1..100; x; end }}" },
        { "hoarding", "{{ a = []; for i in 1..1900; a = [a, (string.pad_left '' 60000)]; end; 'ok' }}" },
        { "include", "{{ include 'x' }}" },
        { "evaluation", "{{ object.eval '1+1' }}" },
        { "evaluation of a template", "{{ object.eval_template '{{ name }}' }}" },
        { "clock", "{{ date.now }}" },
        { "chance", "{{ math.random 1 9 }}" },
        { "writing a property", "{{ lines[0].item = 'x' }}" },
        { "writing an element", "{{ lines[0] = name }}" },
        { "object in itself", "{{ a = {}; a.x = a; object.format a 'x' }}" },
        { "objects in objects", "{{ a = 1; for i in 1..1900; a = {x: a}; end; math.abs a }}" },
        { "scope in itself", "{{ x = this; this.x = this }}" },
        { "writing through a loop", "{{ a = [1]; for a[0] in [a]; end }}" },
        { "writing through with", "{{ with lines; x = 1; end }}" },
        { "import", "{{ import lines[0] }}" },
        { "method", "{{ secret }}" },
        { "method of a value", "{{ name.to_upper }}" },
        { "type", "{{ name.get_type }}" },
        { "too long", new string('a', 200_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void S06_a_hostile_template_ends_with_an_error(string what, string template)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        EdiSetupException fault = Fails(template);

        Assert.InRange(fault.Message.Length, 1, 500);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256L << 20, $"{what} took too much memory.");
    }

    /// <summary>On a stack as small as a thread's may be. An overflow would end the test run: there is no catching it.</summary>
    [Theory]
    [InlineData("{{ ", "(", "1", ")", " }}")]
    [InlineData("{{ ", "!", "true", "", " }}")]
    [InlineData("{{ ", "[", "1", "]", " }}")]
    [InlineData("{{ name", ".a", "", "", " }}")]
    [InlineData("{{ 1", "+1", "", "", " }}")]
    [InlineData("{{ 1", "|math.abs ", "", "", " }}")]
    [InlineData("{{ ", "2^", "1", "", " }}")]
    [InlineData("", "{{ if true }}", "", "{{ end }}", "")]
    [InlineData("{{ ", "while true\n", "", "end\n", " }}")]
    [InlineData("{{ ", "do\nret 1\n", "", "end\n", " }}")]
    [InlineData("{{ ", "lines[", "1", "]", " }}")]
    [InlineData("{{ ", "name ", "1", "", " }}")]
    [InlineData("{{ ", "true?1:", "1", "", " }}")]
    [InlineData("{{ ", "$'{", "1", "}'", " }}")]
    public void S06_nesting_does_not_overflow_the_stack(string start, string open, string middle, string close, string end)
    {
        int depth = 100_000 / (open.Length + close.Length);
        string template = start + string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth)) + end;
        Exception? thrown = null;
        Thread thread = new(() => thrown = Record.Exception(() => Render(template)), maxStackSize: 1024 * 1024);

        thread.Start();
        thread.Join();

        Assert.IsType<EdiSetupException>(thrown);
    }

    [Fact]
    public void S06_deep_arrays_do_not_overflow_the_stack()
    {
        Exception? thrown = null;
        Thread thread = new(
            () => thrown = Record.Exception(() => Render("{{ a = 1; for i in 1..150000; a = [a]; end; a | object.format 'x' }}", "delivery-note.text")), maxStackSize: 1024 * 1024);

        thread.Start();
        thread.Join();

        Assert.IsType<EdiSetupException>(thrown);
    }

    [Fact]
    public void S06_a_long_output_fails_and_is_never_cut()
    {
        int limit = TemplateLimits.For("test.text").OutputLength;
        string exact = "{{ x = string.pad_left '' 4096; for i in 1..N; x; end }}";

        string whole = Render(exact.Replace("N", (limit / 4096).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        EdiSetupException fault = Fails(exact.Replace("N", ((limit / 4096) + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.Equal(limit, whole.Length);
        Assert.DoesNotContain("...", whole, StringComparison.Ordinal);
        Assert.Contains("imit", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_of_twenty_thousand_lines_fits_a_delivery_note()
    {
        string text = Render("{{ for part in 1..3; for l in lines; l.item; '\n'; end; end }}", "delivery-note.html", Sample(lines: 20_000));

        Assert.Equal(60_000, text.Count(c => c == '\n'));
    }

    [Fact]
    public void S06_the_caller_can_stop_a_rendering()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => _renderer.Render("{{ for i in 1..10; end }}", "t", Sample(), Japanese, stop.Token));
    }

    [Fact]
    public void S06_a_rendering_ends_when_its_time_is_up()
    {
        ScribanRenderer renderer = new(new TimeIsUp());

        EdiSetupException fault = Assert.Throws<EdiSetupException>(() => renderer.Render("{{ for i in 1..10; end }}", "t.text", Sample(), Japanese, TestContext.Current.CancellationToken));

        Assert.Contains("longer than 2 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void S06_a_rendering_does_not_see_what_another_left()
    {
        Assert.Equal("1", Render("{{ left = 1; left }}"));
        Assert.Contains("left", Fails("{{ left }}").Message, StringComparison.Ordinal);
        Assert.Equal("A", Render("{{ func string_upcase; ret 'hijacked'; end; 'a' | string.upcase }}"));
        Assert.Equal("A", Render("{{ 'a' | string.upcase }}"));
    }

    [Fact]
    public void One_parsed_template_serves_many_threads_and_tenants() =>
        Parallel.For(0, 200, i => Assert.Equal($"<p>&lt;{i}&gt;</p>", Render("<p>{{ name }}</p>", "test.html", Sample($"<{i}>"))));

    /// <summary>A clock on which every waiting time is over at once.</summary>
    private sealed class TimeIsUp : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
