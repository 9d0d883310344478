using System.CommandLine;

namespace WebEdi.Cli;

/// <summary>The verbs over files: detect, read, validate, map, convert, acknowledge; and schema, which prints what the JSON of the engine looks like.</summary>
/// <param name="output">Where JSON goes, as UTF-8.</param>
/// <param name="text">Where text for people goes.</param>
/// <param name="errors">Where faults of the use, and progress, go.</param>
public sealed class CommandLine(Stream output, TextWriter text, TextWriter errors)
{
    private readonly Argument<string[]> _files = new("files")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The files; - reads standard input.",
        Validators =
        {
            static found =>
            {
                // A misspelt option is no file.
                foreach (string name in found.Tokens.Select(t => t.Value).Where(v => v.Length > 1 && v[0] == '-' && !File.Exists(v)))
                    found.AddError($"There is no option {name}.");
            },
        },
    };

    private readonly Option<bool> _json = new("--json") { Description = "One JSON object per line instead of text." };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "The encoding; otherwise the file says it, or its bytes do." };
    private readonly Option<string[]> _tolerate = new("--tolerate")
    {
        Description = "Faults that pass with a warning: wrong-control-count, wrong-control-reference, missing-trailer, unknown-segment, misaligned-header, undeclared-terminator, unknown-character-set.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _explain = new("--explain") { Description = "Tell for every field of a document which bytes of the file it came from." };
    private readonly Option<string?> _map = new("--map") { Description = "A map, as a file; otherwise the ready-made map for each message." };
    private readonly Option<string> _neededMap = new("--map") { Description = "A map, as a file or the name of a ready-made one.", Required = true };

    private readonly Option<string[]> _tables = new("--table") { Description = "A table in which the map looks values up: NAME=FILE, a CSV with a header line or JSON.", DefaultValueFactory = static _ => [] };

    private readonly Option<string?> _characters = new("--characters") { Description = "A folder with character tables of hosts, one per *.txt, that the map names as its encoding." };

    private readonly Argument<string> _file = new("file") { Description = "The file; - reads standard input." };
    private readonly Option<string> _to = new("--to") { Description = "The map to write with, as a file or the name of a ready-made one; json: canonical documents, one a line.", Required = true };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; otherwise standard output." };
    private readonly Option<string> _sender = new("--sender") { Description = "Who sends the new file; otherwise as in the old one.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _receiver = new("--receiver") { Description = "Who receives it; otherwise as in the old one.", DefaultValueFactory = static _ => "" };
    private readonly Option<string> _reference = new("--reference") { Description = "Its control reference.", DefaultValueFactory = static _ => "1" };
    private readonly Option<string?> _version = new("--message-version") { Description = "The version of its messages, D96A or 004010 unless said otherwise." };
    private readonly Option<string> _syntax = new("--syntax") { Description = "The character set of EDIFACT: UNOA, UNOB, UNOC, UNOW, UNOY.", DefaultValueFactory = static _ => "UNOW" };
    private readonly Option<bool> _keep = new("--keep") { Description = "Segments of EDIFACT and X12 that the map does not read go into the new file where they stood; with another map they are told as lost." };
    private readonly Option<bool> _test = new("--test") { Description = "The new file says that it is a test." };

    private readonly Option<string?> _set = new("--to") { Description = "The answer to X12: 997 or 999; otherwise as its version says. EDIFACT is answered with CONTRL." };
    private readonly Option<int> _number = new("--reference") { Description = "The control number of the first answer.", DefaultValueFactory = static _ => 1 };

    private readonly Argument<string> _schema = MadeOf(new Argument<string>("name") { Description = "What the schema is of." }, [.. DocumentFormat.Documents, "map", "partner"]);

    /// <summary>Gets the verbs, for a program that has others beside them.</summary>
    public IEnumerable<Command> Verbs => [Detect(), Read(), Validate(), Map(), Convert(), Acknowledge(), Schema()];

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("Reads EDIFACT, X12, XML, JSON and CSV files: what they are, what is in them, what is wrong with them.");
        foreach (Command verb in Verbs)
            root.Add(verb);

        ParseResult parsed = root.Parse(args);
        int code = await parsed.InvokeAsync(new InvocationConfiguration { Output = text, Error = errors }).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCodes.WrongUse : code;
    }

    private static Argument<string> MadeOf(Argument<string> argument, string[] names)
    {
        argument.AcceptOnlyFromAmong(names);
        return argument;
    }

    private Command Detect()
    {
        Command command = new("detect", "Tells the format of files, and why.") { _files, _json };
        command.SetAction((parsed, stop) => RunAsync(parsed, file => new DetectVerb(output, text, parsed.GetValue(_json)).RunAsync(file, stop)));
        return command;
    }

    private Command Read()
    {
        Command command = new("read", "Reads files message by message.") { _files, _json, _map, _tables, _characters, _encoding, _tolerate };
        command.SetAction((parsed, stop) => RunAsync(
            parsed, file => new ReadVerb(output, text, errors, parsed.GetValue(_json) ? MessageShape.Summary : MessageShape.Text).RunAsync(file, Options(parsed, parsed.GetValue(_map)), stop)));
        return command;
    }

    private Command Validate()
    {
        Command command = new("validate", "Says what is wrong in files, and where.") { _files, _json, _map, _tables, _characters, _encoding, _tolerate };
        command.SetAction((parsed, stop) => RunAsync(
            parsed, file => new ReadVerb(output, text, errors, parsed.GetValue(_json) ? MessageShape.Faults : MessageShape.FaultText).RunAsync(file, Options(parsed, parsed.GetValue(_map)), stop)));
        return command;
    }

    private Command Map()
    {
        Command command = new("map", "Makes canonical documents of files.") { _files, _neededMap, _tables, _characters, _explain, _json, _encoding, _tolerate };
        command.SetAction((parsed, stop) => RunAsync(
            parsed, file => new ReadVerb(output, text, errors, parsed.GetValue(_json) ? MessageShape.Document : MessageShape.Text).RunAsync(file, Options(parsed, parsed.GetValue(_neededMap)) with { Explain = parsed.GetValue(_explain) }, stop)));
        return command;
    }

    private Command Convert()
    {
        Command command = new("convert", "Reads the documents of a file with one map and writes them with another.")
        {
            _file, _to, _out, _map, _tables, _characters, _json, _encoding, _tolerate, _sender, _receiver, _reference, _version, _syntax, _test, _keep,
        };
        command.SetAction((parsed, stop) => RunAsync([parsed.GetValue(_file)!], async file =>
        {
            // Wrong options are told before a file is made.
            EdiReadOptions reading = Options(parsed, parsed.GetValue(_map)) with { KeepSegments = parsed.GetValue(_keep) };
            EdiWriteOptions writing = WriteOptions(parsed);
            return await WriteAsync(parsed, to => new ConvertVerb(to, errors, parsed.GetValue(_json)).RunAsync(file, reading, writing, stop)).ConfigureAwait(false);
        }));
        return command;
    }

    private Command Acknowledge()
    {
        Command command = new("acknowledge", "Answers received EDIFACT and X12 files: CONTRL, or TA1 with 997 or 999.") { _file, _set, _number, _out, _json, _encoding, _tolerate };
        command.SetAction((parsed, stop) => RunAsync([parsed.GetValue(_file)!], file => WriteAsync(parsed, to =>
        {
            EdiAcknowledgementOptions options = new() { Set = parsed.GetValue(_set), Reference = parsed.GetValue(_number), PreparedAt = TimeProvider.System.GetLocalNow() };
            return new AcknowledgeVerb(to, errors, parsed.GetValue(_json)).RunAsync(file, options, Options(parsed, null), stop);
        })));
        return command;
    }

    private Command Schema()
    {
        Command command = new("schema", "Prints a JSON Schema: of a document as JSON, of maps, of partner profiles.") { _schema };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(_schema)!;
            text.Write(name switch { "map" => MapFormat.Schema, "partner" => PartnerFormat.Schema, _ => DocumentFormat.Schema(name) });
            return ExitCodes.Clean;
        });
        return command;
    }

    private async Task<int> WriteAsync(ParseResult parsed, Func<Stream, Task<int>> write)
    {
        if (parsed.GetValue(_out) is not { } name)
            return await write(output).ConfigureAwait(false);

        FileStream made = new(name, FileMode.Create, FileAccess.Write, FileShare.Read);
        await using (made.ConfigureAwait(false))
            return await write(made).ConfigureAwait(false);
    }

    private EdiWriteOptions WriteOptions(ParseResult parsed) => MapArgument.Apply(parsed.GetValue(_to)!, new EdiWriteOptions
    {
        Map = "",
        Tables = MapArgument.Tables(parsed.GetValue(_tables)!),
        Sender = parsed.GetValue(_sender)!,
        Receiver = parsed.GetValue(_receiver)!,
        Reference = parsed.GetValue(_reference)!,
        Version = parsed.GetValue(_version),
        Syntax = parsed.GetValue(_syntax)!,
        IsTest = parsed.GetValue(_test),
        HasLineBreaks = true,
        PreparedAt = TimeProvider.System.GetLocalNow(),
    });

    private EdiReadOptions Options(ParseResult parsed, string? map)
    {
        MapArgument.UseCharacters(parsed.GetValue(_characters));
        return MapArgument.Apply(map, new EdiReadOptions
        {
            Encoding = parsed.GetValue(_encoding),
            Tables = MapArgument.Tables(parsed.GetValue(_tables)!),
            Tolerances = parsed.GetValue(_tolerate) ?? [],
        });
    }

    private Task<int> RunAsync(ParseResult parsed, Func<InputFile, Task<int>> verb) => RunAsync(parsed.GetValue(_files)!, verb);

    private async Task<int> RunAsync(string[] names, Func<InputFile, Task<int>> verb)
    {
        int worst = ExitCodes.Clean;
        foreach (string name in names)
        {
            try
            {
                InputFile file = await InputFile.OpenAsync(name).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                    worst = Math.Max(worst, await verb(file).ConfigureAwait(false));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
                worst = ExitCodes.CannotRead;
            }
            catch (ArgumentException e)
            {
                await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
                return ExitCodes.WrongUse;
            }
        }

        return worst;
    }
}
