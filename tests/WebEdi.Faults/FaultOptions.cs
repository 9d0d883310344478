using System.Globalization;

namespace WebEdi.Faults;

/// <summary>What a run is asked for.</summary>
/// <param name="Postgres">PostgreSQL, otherwise SQLite.</param>
/// <param name="Hosts">How many host processes.</param>
/// <param name="Kills">How many deaths: of hosts, and of the database server.</param>
/// <param name="Seed">Where the random numbers begin.</param>
/// <param name="PowerCuts">How often the power is cut, instead of killing; 0: it is not.</param>
/// <param name="Recovery">How many chains of deaths during recovery there are, instead of single ones; 0: none.</param>
/// <param name="Repeats">How many files are sent many times at once, instead of anything that dies; 0: none.</param>
/// <param name="Upgrade">Whether the hosts begin as an older build, and become this one while it is killed.</param>
internal sealed record FaultOptions(bool Postgres, int Hosts, int Kills, int Seed, int PowerCuts, int Recovery, int Repeats, bool Upgrade)
{
    public const string Usage = "usage: [--upgrade] --store sqlite|postgres --hosts H --kills N --seed S, or --store sqlite|postgres --hosts H --recovery|--repeats N --seed S, or --power-cuts N --seed S";

    public static FaultOptions? Parse(string[] arguments)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal) { ["--store"] = "sqlite", ["--hosts"] = "1", ["--kills"] = "60", ["--seed"] = "1", ["--power-cuts"] = "0", ["--recovery"] = "0", ["--repeats"] = "0" };
        bool isUpgrade = arguments is ["--upgrade", ..];
        for (int i = isUpgrade ? 1 : 0; i < arguments.Length; i += 2)
        {
            if (!given.ContainsKey(arguments[i]) || i + 1 == arguments.Length)
                return null;
            given[arguments[i]] = arguments[i + 1];
        }

        bool isNumber = Number(given["--hosts"], 1, 16, out int hosts) & Number(given["--kills"], 0, 1_000_000, out int kills) & Number(given["--seed"], 0, int.MaxValue, out int seed)
            & Number(given["--power-cuts"], 0, 1_000_000, out int cuts) & Number(given["--recovery"], 0, 1_000_000, out int chains) & Number(given["--repeats"], 0, 1_000_000, out int repeats);
        return isNumber && (!isUpgrade || (hosts > 1 && cuts + chains + repeats == 0)) && given["--store"] is "sqlite" or "postgres" ? new FaultOptions(given["--store"] == "postgres", hosts, kills, seed, cuts, chains, repeats, isUpgrade) : null;
    }

    private static bool Number(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
