using System.Text;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Tells which segments of a message a map takes something from.</summary>
internal sealed class ReadSteps
{
    private readonly List<(NodeStep[] Steps, IReadOnlyList<ValuePlace> Values)> _ways = [];
    private readonly List<(NodeStep[] Steps, PathConstant[] Constants)> _own = [];

    /// <summary>Takes the ways of a map.</summary>
    public ReadSteps(InboundPlan map)
    {
        Add(map.Head, [[]], []);
        IEnumerable<PathConstant> own = map.Tree!.Constants.Where(c => !_ways.Exists(w => w.Steps is [.., { } last] && last.Step.Name == c.Path.Steps[^1].Step.Name));
        _own.AddRange(own.GroupBy(c => string.Join('/', c.Path.Steps.Select(s => s.Step.Key))).Select(g => (g.First().Path.Steps.ToArray(), g.ToArray())));
    }

    /// <summary>Tells whether something is taken from the last of some segments.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="chain">The segments from the outermost group inwards.</param>
    public bool Has(MessageTree tree, List<int> chain)
    {
        foreach ((NodeStep[] steps, IReadOnlyList<ValuePlace> values) in _ways)
        {
            if (Matches(tree, chain, 0, steps, 0) && (values.Count == 0 || values.Any(v => IsTaken(tree, chain[^1], v))))
                return true;
        }

        // What nothing but constants fills is written anew, when it is what they say.
        return _own.Exists(o => Matches(tree, chain, 0, o.Steps, 0) && Array.TrueForAll(o.Constants, c => IsSame(tree, chain[^1], c)));
    }

    /// <summary>Tells whether a segment has the qualifiers of a step; what must stand below it is not asked.</summary>
    public static bool Meets(MessageTree tree, int node, NodeStep step) =>
        tree.Symbols[tree.Symbol(node)] == step.Step.Name
        && step.Conditions.All(c => c.Names.Count > 0 || c.Places.Any(p => c.Values.Contains(Text(tree, node, p))) == c.Holds);

    private void Add(LevelPlan level, List<NodeStep[]> own, List<NodeStep[]> above)
    {
        foreach (FieldPath path in level.Fields.SelectMany(f => f.Plan.Paths).Where(p => !p.Path.IsLineCount))
        {
            List<NodeStep[]> from = path.Path.From == PathStart.Message ? [[]] : path.Path.From == PathStart.Above ? above : own;
            foreach (NodeStep[] start in from)
            {
                // LIN/1082 in a line that LIN begins means that segment itself.
                bool isSelf = start.Length > 0 && path.Steps[0].Step.Name == start[^1].Step.Name && path.Steps[0].Conditions.Length == 0;
                _ways.Add(([.. start, .. path.Steps.Skip(isSelf ? 1 : 0)], path.Values));
            }
        }

        foreach (LevelPlan below in level.Below)
        {
            List<NodeStep[]> begins = [];
            foreach (FieldPath way in below.Ways)
                begins.AddRange(own.Select(o => way.Path.IsSelf ? o : [.. o, .. way.Steps]));
            foreach (NodeStep[] begin in begins.Where(b => b.Length > 0))
                _ways.Add((begin, []));
            Add(below, begins, own);
        }
    }

    private static bool Matches(MessageTree tree, List<int> chain, int at, NodeStep[] steps, int step)
    {
        if (step == steps.Length)
            return at == chain.Count;
        if (steps[step].Step.IsRepeated && Matches(tree, chain, at, steps, step + 1))
            return true;

        return at < chain.Count && Meets(tree, chain[at], steps[step]) && Matches(tree, chain, at + 1, steps, steps[step].Step.IsRepeated ? step : step + 1);
    }

    private static bool IsTaken(MessageTree tree, int node, ValuePlace value) =>
        !tree.Value(node, value.Place).IsEmpty && (value.Beside is not { } beside || value.Qualifiers.Contains(Text(tree, node, beside)) == value.Holds);

    private static bool IsSame(MessageTree tree, int node, PathConstant constant) =>
        constant.Path.Values.Any(v => constant.Text.StartsWith('#') ? !tree.Value(node, v.Place).IsEmpty : Text(tree, node, v.Place) == constant.Text);

    private static string Text(MessageTree tree, int node, Place place) => Encoding.UTF8.GetString(tree.Value(node, place));
}
