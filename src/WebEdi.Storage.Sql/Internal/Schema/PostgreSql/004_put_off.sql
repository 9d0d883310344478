-- Since when an effect waits for its next attempt: where that lies ahead, the clock was set back, and the effect is due.
alter table outbox add column put_off_at bigint;
