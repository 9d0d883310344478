-- When a reply was given: its key goes with the identities of effects. Older keys, and those that an older host writes, have no time and go first.
alter table submit_key add column submitted_at bigint;
