using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Benchmarks.Store;

/// <summary>The same rows by EF Core: AddRange and SaveChanges, a context and a transaction per batch, as a team would write it first.</summary>
internal static class EfRows
{
    public static async Task SaveAsync(StoreGround ground, DbConnection connection, IReadOnlyList<TableRows> tables, int batches)
    {
        for (int batch = 0; batch < batches; batch++)
        {
            await using RowContext context = new(ground, connection, tables);
            foreach (TableRows table in tables)
                context.Set<Dictionary<string, object>>(table.Shape.Name).AddRange(table.Batch(batch, batches).Select(r => ToEntity(table, r)));
            await context.SaveChangesAsync();
        }
    }

    private static Dictionary<string, object> ToEntity(TableRows table, object?[] row)
    {
        Dictionary<string, object> entity = new(row.Length, StringComparer.Ordinal);
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] is { } value)
                entity.Add(table.Shape.Columns[i].Name, value);
        }

        return entity;
    }

    private sealed class RowContext(StoreGround ground, DbConnection connection, IReadOnlyList<TableRows> tables) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => ground.Use(optionsBuilder, connection);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            foreach (TableRows table in tables)
            {
                modelBuilder.SharedTypeEntity<Dictionary<string, object>>(table.Shape.Name, entity =>
                {
                    entity.ToTable(table.Shape.Name);
                    for (int i = 0; i < table.Shape.Columns.Count; i++)
                    {
                        string column = table.Shape.Columns[i].Name;
                        bool isKey = table.Shape.Key.Contains(column);
                        Type type = table.Rows.Select(r => r[i]?.GetType()).FirstOrDefault(t => t is not null) ?? (table.Shape.Columns[i].Kind == SqlKind.Integer ? typeof(long) : typeof(string));
                        entity.IndexerProperty(type.IsValueType && !isKey ? typeof(Nullable<>).MakeGenericType(type) : type, column).HasColumnName(column).ValueGeneratedNever();
                    }

                    entity.HasKey([.. table.Shape.Key]);
                });
            }
        }
    }
}
