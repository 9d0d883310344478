-- How many processes died while they held an effect, since the last attempt that ended with a word. An attempt is counted when it ends.
alter table outbox add column deaths integer not null default 0;
