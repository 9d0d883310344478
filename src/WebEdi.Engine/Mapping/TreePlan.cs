using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>How a map finds the values of a document in a message.</summary>
/// <param name="MessageTypes">The messages that it is for; empty: all.</param>
/// <param name="Constants">What stands in messages that are written, where no field says anything.</param>
internal sealed record TreePlan(string[] MessageTypes, PathConstant[] Constants);

/// <summary>A text that a written message has at a place.</summary>
/// <param name="Path">The place; a condition beside it says where it is written.</param>
/// <param name="Text">The text; # stands for the number of lines.</param>
internal sealed record PathConstant(FieldPath Path, string Text);

/// <summary>A way to a value, its elements found in the directory.</summary>
/// <param name="Path">The way.</param>
/// <param name="Values">Where in the last node the value can lie, best first.</param>
/// <param name="Steps">The steps with their conditions, places found.</param>
/// <param name="Rank">Its place among the ways of its field, 0 the best; several ways can share one.</param>
internal sealed record FieldPath(TreePath Path, ValuePlace[] Values, NodeStep[] Steps, int Rank = 0);

/// <summary>A step, places found.</summary>
/// <param name="Step">The step.</param>
/// <param name="Conditions">What must hold.</param>
internal sealed record NodeStep(TreeStep Step, NodeCondition[] Conditions);

/// <summary>A condition, places found.</summary>
/// <param name="Places">The elements of which one must hold a value, those of the node or of a segment below it; empty: a child or attribute is looked at.</param>
/// <param name="Names">The names of the way to the child, attribute or segment below; none: the node itself is looked at.</param>
/// <param name="Values">The values; none: it is enough that the child is there.</param>
/// <param name="Holds">Whether it must be one of them; otherwise none.</param>
internal sealed record NodeCondition(Place[] Places, IReadOnlyList<string> Names, IReadOnlyList<string> Values, bool Holds);

/// <summary>A place of a value, with what must stand beside it.</summary>
/// <param name="Place">The place.</param>
/// <param name="Beside">The place of its qualifier; null: it needs none.</param>
/// <param name="Qualifiers">The qualifiers with which it is taken.</param>
/// <param name="Holds">Whether the qualifier must be one of them; otherwise none.</param>
internal sealed record ValuePlace(Place Place, Place? Beside, IReadOnlyList<string> Qualifiers, bool Holds);
