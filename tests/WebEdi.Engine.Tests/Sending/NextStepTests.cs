using WebEdi.Engine.Sending;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Engine.Tests.Sending;

public sealed class NextStepTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(7, 1920)]
    [InlineData(8, 3600)]
    [InlineData(1000, 3600)]
    public void The_longest_wait_doubles_up_to_an_hour(int attempt, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.OfEffect(attempt, 1, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromSeconds(seconds / 2), Backoff.OfEffect(attempt, 0.5, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), Backoff.OfEffect(attempt, 0, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 180)]
    [InlineData(1000, 180)]
    public void No_wait_is_longer_than_was_set(int attempt, int seconds)
    {
        EdiOptions options = new() { MaxRetryDelay = TimeSpan.FromMinutes(3) };

        Assert.Equal(new NextStep.RetryAt(TimeSpan.FromSeconds(seconds), "x"), NextStep.After(new DeliveryReceipt(DeliveryOutcome.RetryLater, "x"), attempt, TimeSpan.Zero, options, openBefore: false, 1));
    }

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(30, 86_400, true)]
    [InlineData(30, 29, false)]
    [InlineData(30, 86_401, false)]
    public void The_longest_wait_is_not_shorter_than_the_first(int first, int longest, bool isRight)
    {
        EdiOptions options = new() { RetryDelay = TimeSpan.FromSeconds(first), MaxRetryDelay = TimeSpan.FromSeconds(longest) };

        Assert.Equal(isRight, new EdiOptionsDurations().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Every_outcome_has_its_step()
    {
        Assert.IsType<NextStep.Delivered>(After(DeliveryOutcome.Delivered));
        Assert.IsType<NextStep.DeadLetter>(After(DeliveryOutcome.Rejected));
        Assert.Equal(new NextStep.RetryAt(TimeSpan.FromSeconds(30), "x"), After(DeliveryOutcome.RetryLater));
        Assert.IsType<NextStep.GiveUp>(After(DeliveryOutcome.RetryLater, hours: 72));
        Assert.Equal(new NextStep.RetryAt(TimeSpan.FromMinutes(15), "x", LeftOpen: true), After(DeliveryOutcome.Unknown));
        Assert.IsType<NextStep.DeadLetter>(After(DeliveryOutcome.Unknown, open: true));
    }

    private static NextStep After(DeliveryOutcome outcome, int hours = 0, bool open = false) =>
        NextStep.After(new DeliveryReceipt(outcome, "x"), 1, TimeSpan.FromHours(hours), new EdiOptions(), open, 1);
}
