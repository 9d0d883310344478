using Npgsql;
using WebEdi.Diagnostics;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>Which errors of PostgreSQL pass by themselves (its manual, appendix A).</summary>
internal static class PostgresErrors
{
    /// <summary>Tells whether the work is to be run again from its beginning: it stood in the way of another transaction.</summary>
    public static bool IsConflict(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    /// <summary>Makes the store's exception. What a statement carried is no part of it: it may be another's data or a secret.</summary>
    public static EdiStoreException Translate(NpgsqlException exception)
    {
        if (exception is not PostgresException error)
            return new EdiStoreException($"The database server cannot be reached or went away ({exception.GetBaseException().Message}).", isTransient: true, exception);

        bool isTransient = error.IsTransient || error.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58";
        string what = error.SqlState[..2] switch
        {
            "08" => "The connection to the database server broke",
            "28" => "The database server refused the login",
            "3D" => "There is no such database",
            "40" => "The database is busy",
            "42" when error.SqlState == PostgresErrorCodes.InsufficientPrivilege => "The database's user lacks a right",
            "53" => "The database server lacks room, memory or connections",
            "57" => "The database server is stopping, starting or took too long",
            "58" => "The database server's disk reported an error",
            _ => "The database refused",
        };
        return new EdiStoreException($"{what} (PostgreSQL {error.SqlState}: {error.MessageText}).", isTransient, error);
    }
}
