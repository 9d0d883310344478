namespace WebEdi.Documents;

/// <summary>A business document in its canonical form: an <see cref="Order"/>, an <see cref="OrderResponse"/>, ...</summary>
public interface IEdiDocument
{
    /// <summary>Gets its number, unique for whoever issues it.</summary>
    string Number { get; }
}
