namespace WebEdi.Engine.Mapping.Steps;

/// <summary>What the two kinds of maps know about where texts come from.</summary>
internal interface IFieldSources
{
    /// <summary>Tells where the text of a name in brackets comes from: a column, or a way.</summary>
    /// <param name="source">The name.</param>
    /// <param name="basis">The plan so far.</param>
    /// <returns>Null when it is none, which has been told.</returns>
    FieldPlan? Read(string source, FieldPlan basis);

    /// <summary>Makes a field of the head readable from below it.</summary>
    /// <returns>The field as one of the level below; null: it is taken from the head when it is needed.</returns>
    FieldPlan? FromHead(FieldPlan plan);
}
