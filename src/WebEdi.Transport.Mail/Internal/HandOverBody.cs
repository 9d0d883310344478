using MimeKit;
using MimeKit.IO;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>The body of a mail that asks before the mail's end is sent.</summary>
/// <remarks>
/// MailKit writes the message to the connection, the body last, and when that returns sends the final dot. So the end of the body is
/// the last moment at which a cut still means "not delivered"; the asking sits there. Transfer progress would be the documented hook,
/// but it is synchronous and cannot stop the sending. Writing that only measures the size asks nothing.
/// </remarks>
internal sealed class HandOverBody(Func<CancellationToken, Task<bool>> handingOver) : Multipart("alternative")
{
    /// <summary>Gets a value indicating whether the hand-over has begun: from here on a cut leaves it open whether the mail arrived.</summary>
    public bool IsHandedOver { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="HandOverRefusedException">The hand-over is not wanted any more.</exception>
    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        await base.WriteToAsync(options, stream, contentOnly, cancellationToken).ConfigureAwait(false);
        if (stream is MeasuringStream || IsHandedOver)
            return;

        if (!await handingOver(cancellationToken).ConfigureAwait(false))
            throw new HandOverRefusedException();

        IsHandedOver = true;
    }
}

/// <summary>The claim on the effect was lost; the connection is dropped before the final dot.</summary>
internal sealed class HandOverRefusedException : Exception
{
    public HandOverRefusedException()
        : base("not handed over")
    {
    }
}
