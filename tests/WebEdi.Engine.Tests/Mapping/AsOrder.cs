using WebEdi.Documents;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Tests;

/// <summary>The document of a message where a test is about orders.</summary>
internal static class AsOrder
{
    public static Order Order(this EdiMessage message) => (Order)message.Document!;

    public static Order Order(this MappedDocument mapped) => (Order)mapped.Document!;
}
