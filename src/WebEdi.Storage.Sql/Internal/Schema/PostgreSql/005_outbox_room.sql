-- A claim changes a row within its page, and then no index, where the page has room for it: a third less work for an effect.
alter table outbox set (fillfactor = 50);
