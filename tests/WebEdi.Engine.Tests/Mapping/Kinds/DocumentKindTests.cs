using System.Text.Json;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>What every kind of document owes: each place can be filled, and what was put in comes out.</summary>
public sealed class DocumentKindTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    public static TheoryData<string> Kinds => [.. DocumentKinds.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_target_gives_back_what_was_put_in(string name)
    {
        DocumentKind kind = DocumentKinds.All.Single(k => k.Name == name);
        HeadDraft head = kind.NewDraft();
        Fill(kind.Head, head);
        foreach (DocumentLevel level in kind.Head.Below)
        {
            Draft part = level.NewDraft();
            foreach (DocumentLevel below in level.Below)
            {
                Draft entry = below.NewDraft();
                Fill(below, entry);
                part.Add(entry);
            }

            Fill(level, part);
            head.Add(part);
        }

        IEdiDocument document = head.Build();

        Assert.Equal(kind, DocumentKinds.Of(document));
        AssertSaid(kind.Head, document);
        foreach (DocumentLevel level in kind.Head.Below)
        {
            object part = Assert.Single(level.Parts(document));
            AssertSaid(level, part);
            Assert.All(level.Below, below => AssertSaid(below, Assert.Single(below.Parts(part))));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cleared_draft_says_nothing(string name)
    {
        foreach (DocumentLevel level in DocumentKinds.All.Single(k => k.Name == name).Levels.Where(l => l.Ways is not null))
        {
            Draft used = level.NewDraft();
            Fill(level, used);
            used.Clear();

            Assert.Equal(Fields(level.NewDraft()), Fields(used));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_document_is_the_same_after_its_JSON(string name)
    {
        DocumentKind kind = DocumentKinds.All.Single(k => k.Name == name);
        HeadDraft head = kind.NewDraft();
        Fill(kind.Head, head);
        IEdiDocument document = head.Build();

        string json = JsonSerializer.Serialize(document, DocumentJson.TypeOf(document));

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, DocumentJson.TypeOf(document)), DocumentJson.TypeOf(document)));
    }

    private static string Fields(Draft draft) => JsonSerializer.Serialize(draft, draft.GetType(), WithFields);

    private static void Fill(DocumentLevel level, Draft draft)
    {
        foreach (Target target in level.Targets.Values)
            target.Set(draft, Sample(target));
    }

    private static void AssertSaid(DocumentLevel level, object part) => Assert.All(level.Targets.Values, target =>
    {
        Assert.Equal((target.Name, Presence.Stated), (target.Name, target.Get(part, out Value value)));
        Assert.Equal(Sample(target).ToText(target.Kind), value.ToText(target.Kind));
    });

    private static Value Sample(Target target) => target.Kind switch
    {
        ValueKind.Text => Value.Of("X" + target.Name[0]),
        ValueKind.Date or ValueKind.DueDate => new Value { Date = new DateOnly(2026, 11, 1 + (target.Name.Length % 20)) },
        ValueKind.Time => new Value { Time = new TimeOnly(12, 30) },
        ValueKind.Flag => new Value { Integer = 1, Number = 1 },
        ValueKind.Name => new Value { Integer = target.Names!.Values.Distinct().Order().ElementAt(1) },
        _ => new Value { Number = 7 + target.Name.Length, Integer = 7 + target.Name.Length },
    };
}
