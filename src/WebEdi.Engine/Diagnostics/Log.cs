using Microsoft.Extensions.Logging;
using WebEdi.Storage;

namespace WebEdi.Engine.Diagnostics;

/// <summary>All log messages of the engine. 1000 receiving, 2000 reading and mapping, 3000 notifying, 4000 documents, 5000 replies, 6000 sending, 7000 storage.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "File {FileName} from {Channel} for tenant {Tenant}: {Verdict}, receipt {ReceiptId}, {Bytes} bytes")]
    public static partial void FileAtDoor(this ILogger logger, string fileName, string channel, string tenant, AcceptanceVerdict verdict, string receiptId, long bytes);

    [LoggerMessage(1002, LogLevel.Warning, "File {FileName} from {Channel} for tenant {Tenant} refused at the door: {Code}")]
    public static partial void FileRefusedAtDoor(this ILogger logger, string fileName, string channel, string tenant, string code);

    [LoggerMessage(1003, LogLevel.Error, "Receipt {ReceiptId} of tenant {Tenant} is in quarantine after {Attempts} attempts without an outcome; a person must look")]
    public static partial void FileQuarantined(this ILogger logger, string receiptId, string tenant, int attempts);

    [LoggerMessage(1004, LogLevel.Warning, "Folder {Folder}: {FileName} cannot be taken yet: {Reason}")]
    public static partial void FolderFileWaits(this ILogger logger, string folder, string fileName, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Folder {Folder} cannot be read: {Reason}")]
    public static partial void FolderUnreadable(this ILogger logger, string folder, string reason);

    [LoggerMessage(1006, LogLevel.Information, "Folder {Folder}: {FileName} moved to {Place}")]
    public static partial void FolderFileMoved(this ILogger logger, string folder, string fileName, string place);

    [LoggerMessage(1007, LogLevel.Warning, "Folder {Folder}: {FileName} is a link or a special file and is left alone")]
    public static partial void FolderEntryRefused(this ILogger logger, string folder, string fileName);

    [LoggerMessage(2001, LogLevel.Information, "Receipt {ReceiptId}: {State}, {Orders} orders in {Rows} rows ({Created} new, {Changed} changed, {Unchanged} unchanged, {Refused} refused) in {ElapsedMs} ms")]
    public static partial void FileProcessed(this ILogger logger, string receiptId, ReceiptState state, int orders, int rows, int created, int changed, int unchanged, int refused, long elapsedMs);

    [LoggerMessage(2002, LogLevel.Error, "Receipt {ReceiptId}: processing failed at attempt {Attempt}; it is tried again")]
    public static partial void ProcessingFailed(this ILogger logger, Exception exception, string receiptId, int attempt);

    [LoggerMessage(2003, LogLevel.Warning, "Receipt {ReceiptId}: the claim was lost to another process; its result counts, this one is dropped")]
    public static partial void ClaimLost(this ILogger logger, string receiptId);

    [LoggerMessage(3000, LogLevel.Error, "Template {Template} ({Language}) of {Tenant}, source {Source}, is broken; the next source is used: {Fault}")]
    public static partial void TemplateBroken(this ILogger logger, string tenant, string template, string language, int source, string fault);

    [LoggerMessage(3001, LogLevel.Warning, "Notices wait: no mail transport is registered (AddSmtp or CaptureMail)")]
    public static partial void NoMailTransport(this ILogger logger);

    [LoggerMessage(5001, LogLevel.Information, "{Orders} replies of supplier {Supplier} to tenant {Tenant}: {Outcome}")]
    public static partial void RepliesSubmitted(this ILogger logger, int orders, string? supplier, string tenant, ReplyOutcome outcome);

    [LoggerMessage(5002, LogLevel.Warning, "Reply file {FileName}: {Count} values could not be carried by its layout or encoding")]
    public static partial void ReplyFileLossy(this ILogger logger, string fileName, int count);

    [LoggerMessage(6001, LogLevel.Information, "Effect {EffectId} delivered at attempt {Attempt}")]
    public static partial void EffectDelivered(this ILogger logger, string effectId, int attempt);

    [LoggerMessage(6002, LogLevel.Warning, "Effect {EffectId} not delivered at attempt {Attempt}, again in {DelaySeconds} s: {Reason}")]
    public static partial void EffectRetried(this ILogger logger, string effectId, int attempt, long delaySeconds, string? reason);

    [LoggerMessage(6003, LogLevel.Error, "Effect {EffectId} given up after {Attempt} attempts: {Reason}")]
    public static partial void EffectDead(this ILogger logger, string effectId, int attempt, string? reason);

    [LoggerMessage(6004, LogLevel.Error, "Effect {EffectId}: attempt {Attempt} failed unexpectedly")]
    public static partial void EffectFailed(this ILogger logger, Exception exception, string effectId, int attempt);

    [LoggerMessage(7001, LogLevel.Error, "The store does not answer; work goes on in {DelaySeconds} s: {Reason}")]
    public static partial void StoreLost(this ILogger logger, long delaySeconds, string reason);

    [LoggerMessage(7002, LogLevel.Warning, "Receipt {ReceiptId}: the store failed while processing; it is tried again: {Reason}")]
    public static partial void StoreFailed(this ILogger logger, string receiptId, string reason);

    [LoggerMessage(8001, LogLevel.Information, "Backup {Path}: {Length} bytes, {Rows} rows, read back and compared, in {Milliseconds} ms; {Removed} old ones removed")]
    public static partial void BackupMade(this ILogger logger, string path, long length, long rows, long milliseconds, int removed);

    [LoggerMessage(8002, LogLevel.Error, "No backup could be made in {Folder}: {Reason}")]
    public static partial void BackupFailed(this ILogger logger, string folder, string reason);

    [LoggerMessage(8003, LogLevel.Information, "Retention {Class}: {Rows} removed that ended before {Before}")]
    public static partial void OldRowsRemoved(this ILogger logger, RetentionClass @class, long rows, DateTimeOffset before);

    [LoggerMessage(8004, LogLevel.Error, "What is too old could not be removed; it is tried again tomorrow: {Reason}")]
    public static partial void CleaningFailed(this ILogger logger, string reason);
}
