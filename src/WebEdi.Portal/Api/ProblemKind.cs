using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api;

/// <summary>The kinds of problems, with their texts. Names are stable; texts are not.</summary>
internal sealed record ProblemKind(string Name, int Status, string English, string Japanese)
{
    public static readonly ProblemKind BadRequest = new("bad-request", StatusCodes.Status400BadRequest, "The request cannot be understood", "要求を解釈できません");
    public static readonly ProblemKind KeyMissing = new("key-missing", StatusCodes.Status401Unauthorized, "An API key is needed", "APIキーが必要です");
    public static readonly ProblemKind ScopeMissing = new("scope-missing", StatusCodes.Status403Forbidden, "The API key may not do this", "このAPIキーには権限がありません");
    public static readonly ProblemKind NotFound = new("not-found", StatusCodes.Status404NotFound, "There is no such thing here", "見つかりません");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", StatusCodes.Status405MethodNotAllowed, "This address does not know that method", "このメソッドは使用できません");
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", StatusCodes.Status406NotAcceptable, "That representation does not exist", "指定の形式では応答できません");
    public static readonly ProblemKind NotFinished = new("not-finished", StatusCodes.Status409Conflict, "The file is still in work", "ファイルを処理中です");
    public static readonly ProblemKind NotInQuarantine = new("not-in-quarantine", StatusCodes.Status409Conflict, "The file is not in quarantine", "隔離中のファイルではありません");
    public static readonly ProblemKind NotGivenUp = new("not-given-up", StatusCodes.Status409Conflict, "The effect was not given up", "送信を断念した通知ではありません");
    public static readonly ProblemKind CursorGone = new("cursor-gone", StatusCodes.Status410Gone, "The cursor is of an earlier feed", "カーソルは以前のフィードのものです");
    public static readonly ProblemKind TooLarge = new("too-large", StatusCodes.Status413PayloadTooLarge, "The content is too large", "内容が大きすぎます");
    public static readonly ProblemKind UnknownFormat = new("unknown-format", StatusCodes.Status415UnsupportedMediaType, "The content is of no known format", "形式を判別できません");
    public static readonly ProblemKind Refused = new("refused", StatusCodes.Status422UnprocessableEntity, "The content was refused", "内容に誤りがあるため受け付けられません");
    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", StatusCodes.Status422UnprocessableEntity, "The idempotency key was used for other content", "べき等キーは別の内容で使用済みです");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", StatusCodes.Status429TooManyRequests, "Too many requests", "要求が多すぎます");
    public static readonly ProblemKind Failed = new("failed", StatusCodes.Status500InternalServerError, "Something went wrong on the server", "サーバーで問題が発生しました");
    public static readonly ProblemKind Unavailable = new("store-unavailable", StatusCodes.Status503ServiceUnavailable, "The store cannot be reached or is full", "データストアを利用できません");

    public static readonly ProblemKind StorageFull = new("storage-full", StatusCodes.Status507InsufficientStorage, "There is no room left", "空き容量がありません");

    public string Title(string language) => language == "ja" ? Japanese : English;

    /// <summary>The kind for an answer that somebody else left without a body.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => KeyMissing,
        StatusCodes.Status403Forbidden => ScopeMissing,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnknownFormat,
        StatusCodes.Status422UnprocessableEntity => Refused,
        StatusCodes.Status429TooManyRequests => TooManyRequests,
        StatusCodes.Status503ServiceUnavailable => Unavailable,
        >= 500 => Failed,
        _ => BadRequest,
    };
}
