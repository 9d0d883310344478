-- A month can also be made when its rows wait in the default partition already: they move. Without that, a host that ran for longer than months
-- were made ahead could not make the next one.
create or replace function webedi_make_month(parent text, month date) returns void language plpgsql as $$
declare
    child text := parent || '_' || to_char(month, 'YYYYMM');
    rest  text := parent || '_rest';
    held  text := case parent when 'outbox_done' then 'done_at' else 'at' end;
    low   bigint := extract(epoch from month::timestamp at time zone 'UTC') * 1000000;
    high  bigint := extract(epoch from (month + interval '1 month')::timestamp at time zone 'UTC') * 1000000;
begin
    if to_regclass(child) is not null then
        return;
    end if;

    execute format('create table %I (like %I including all)', child, parent);
    if pg_relation_size(rest::regclass) > 0 then
        -- The owner may look past the row-level security for as long as this transaction holds the table.
        execute format('alter table %I no force row level security', rest);
        execute format('with moved as (delete from %I where %I >= %s and %I < %s returning *) insert into %I select * from moved', rest, held, low, held, high, child);
        execute format('alter table %I force row level security', rest);
    end if;

    execute format('alter table %I attach partition %I for values from (%s) to (%s)', parent, child, low, high);
    execute format('alter table %I enable row level security', child);
    execute format('alter table %I force row level security', child);
end $$;
