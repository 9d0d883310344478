using WebEdi.Diagnostics;

namespace WebEdi.Fuzz;

/// <summary>What every reader owes whatever bytes it is given. A promise that is not kept ends the run as any exception does.</summary>
internal static class Promise
{
    /// <summary>Holds a statement to be true.</summary>
    /// <exception cref="BrokenPromiseException">It is not.</exception>
    public static void That(bool holds, Func<string> otherwise)
    {
        if (!holds)
            throw new BrokenPromiseException(otherwise());
    }

    /// <summary>Holds two accounts of one file to be the same.</summary>
    public static void Same(Account one, Account other, string what) =>
        That(one.FirstDifference(other) is null, () => $"{what}: {one.FirstDifference(other)}");

    /// <summary>Holds a diagnostic to be fit for showing: a text in both languages, and a place that is in the file.</summary>
    public static void IsFit(Diagnostic diagnostic, FilePlaces places)
    {
        That(diagnostic.GetMessage(Languages.English).Length > 0 && diagnostic.GetMessage(Languages.Japanese).Length > 0, () => $"{diagnostic.Code} has no text");
        places.Check(diagnostic);
    }
}

/// <summary>A reader did not keep what readers promise.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
