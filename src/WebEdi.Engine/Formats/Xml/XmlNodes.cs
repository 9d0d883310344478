using System.Xml;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>The nodes of a file one after the other: elements, ends of elements, texts. Comments, white space and what else says nothing is passed over.</summary>
internal abstract class XmlNodes
{
    /// <summary>Gets what the node is; anything but an element, its end, text and CDATA is of no interest.</summary>
    public abstract XmlNodeType Kind { get; }

    /// <summary>Gets the name of the element, without its prefix.</summary>
    public abstract string LocalName { get; }

    /// <summary>Gets the namespace of the element; empty: it has none.</summary>
    public abstract string Space { get; }

    /// <summary>Gets a value indicating whether the element ends at once.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Gets the line and column that were reached; (0, 0): not known.</summary>
    public abstract (int Line, int Column) Place { get; }

    /// <summary>Goes to the next node.</summary>
    /// <returns>False: the file has ended.</returns>
    public abstract bool Next();

    /// <summary>Opens the element in a tree, with its attributes.</summary>
    public abstract void Open(ElementTree tree);

    /// <summary>Adds the text to the element of a tree that is open.</summary>
    public abstract void AddText(ElementTree tree);

    /// <summary>Passes over the text.</summary>
    public abstract void PassText();

    /// <summary>Lets go of the bytes in front of the element.</summary>
    public abstract void ForgetBefore();

    /// <summary>Lets go of the bytes up to the node.</summary>
    public abstract void ForgetPassed();

    /// <summary>Tells that everything up to the node has been given.</summary>
    public virtual void Settle()
    {
    }

    /// <summary>Puts everything that is still to come of the open elements of a tree into it, where that can be done at once.</summary>
    /// <returns>Whether it was done.</returns>
    public virtual bool Fill(ElementTree tree) => false;
}
