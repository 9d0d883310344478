namespace WebEdi.Engine.Formats;

/// <summary>Makes room in arrays that grow with a long message.</summary>
internal static class Growth
{
    /// <summary>Puts what is used of an array into a larger one.</summary>
    /// <param name="array">The array.</param>
    /// <param name="used">How much of it counts.</param>
    /// <param name="length">How long the other one is.</param>
    /// <returns>The larger one. Anything may stand behind what is used: memory that nobody fills is not even touched.</returns>
    public static T[] Of<T>(T[] array, int used, int length)
        where T : unmanaged
    {
        T[] larger = GC.AllocateUninitializedArray<T>(length);
        array.AsSpan(0, used).CopyTo(larger);
        return larger;
    }
}
