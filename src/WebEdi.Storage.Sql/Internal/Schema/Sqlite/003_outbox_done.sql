-- The outbox holds what waits; of what has left only the identity stays, so that the same effect is known again.

create table outbox_done (
    tenant  text    not null,
    id      text    not null,
    kind    text    not null,
    done_at integer not null,
    primary key (tenant, id)
) strict, without rowid;

create index outbox_done_at on outbox_done (tenant, done_at);

insert into outbox_done (tenant, id, kind, done_at) select tenant, id, kind, due_at from outbox where state = 2;
delete from outbox where state = 2;
drop index outbox_open;

-- Delivery notes in the order of their making, whatever the database calls its rows.
alter table despatch add column seq integer not null default 0;
update despatch set seq = rowid;
