-- The first schema. The tenant leads every key and every index of its rows, and nothing points from one tenant's rows to another's, so that the
-- tables can be distributed by tenant (docs/postgresql.md); keys are natural ones. Tables of the installation (people, keys, facts) are few and small.
-- Times are microseconds since 1970 UTC, dates yyyymmdd (99999999: undecided), documents JSON: the JSON is the truth, columns beside it
-- exist to be searched and sorted. Texts that are sorted by have the collation "C": the same order on every machine.

-- The clock of leases and due times: the database's, so that the clocks of hosts do not matter.
create function webedi_now() returns bigint language sql volatile as $$ select (extract(epoch from clock_timestamp()) * 1000000)::bigint $$;

-- What writers of a tenant lock while numbers without gaps are given out: a row per tenant and lane (docs/postgresql.md). Its tenants are those that have ever written.
create table lane (
    tenant text   not null,
    lane   bigint not null,
    taken  bigint not null,
    primary key (tenant, lane)
);

-- Received files ------------------------------------------------------------------------------------------------------------------

create table receipt (
    tenant          text    not null,
    number          bigint not null,  -- order of acceptance in the tenant; what orders name as their gate
    id              text collate "C" not null,
    partner         text collate "C" not null,
    channel         text    not null,
    file_name       text    not null,
    map_name        text    not null,
    map_version     bigint not null,
    profile_version bigint not null,  -- of the partner's profile; 0: it has none
    duplicate_policy bigint not null,  -- what the door did with bytes that came before: 0 refuse, 1 hold, 2 accept
    duplicate_days  bigint not null,
    table_versions  text    not null default '',   -- of the tables that the map looks values up in: items=3,units=1
    repeat_of       text,                          -- the receipt that brought the same bytes before
    transport_id    text,
    content_hash    text    not null,
    length          bigint not null,
    encoding        text,
    received_at     bigint not null,
    actor           text    not null,
    state           bigint not null default 0,    -- 0 accepted, 1 processing, 2 published, 3 refused, 4 quarantined
    counts          text    not null default '{}',
    detected_format text,
    attempt         bigint not null default 0,
    finished_at     bigint,
    -- the work item: claim_no is the fencing number that every write of a worker names
    due_at          bigint not null,
    lease_until     bigint,
    owner           text,
    claim_no        bigint not null default 0,
    checkpoint      bigint not null default 0,
    primary key (tenant, number)
);

create unique index receipt_id on receipt (tenant, id);
create index receipt_work on receipt (tenant, due_at) where state < 2;
create index receipt_gate on receipt (tenant, number) where state <> 2 and checkpoint > 0;

-- By which a repeated file is recognised: T the transport's key, C the SHA-256 of the bytes. The row points at the receipt that answers.
create table receipt_key (
    tenant  text    not null,
    partner text collate "C" not null,
    kind    text    not null check (kind in ('T', 'C')),
    value   text    not null,
    number  bigint not null,
    primary key (tenant, partner, kind, value)
);

create table receipt_blob (
    tenant text    not null,
    number bigint not null,
    chunk  bigint not null,  -- from 0, 1 MiB each
    data   bytea    not null,
    primary key (tenant, number, chunk)
);

create table receipt_message (
    tenant       text    not null,
    number       bigint not null,
    seq          bigint not null,
    order_number text,
    revision     bigint not null,
    verdict      bigint not null,
    source_lines text    not null,
    supplier     text,
    primary key (tenant, number, seq)
);

create table receipt_diagnostic (
    tenant text    not null,
    number bigint not null,
    seq    bigint not null,
    body   text    not null,
    primary key (tenant, number, seq)
);

-- Orders --------------------------------------------------------------------------------------------------------------------------

create table order_head (
    tenant        text    not null,
    order_number  text collate "C" not null,
    revision      bigint not null,  -- the current one
    supplier      text collate "C" not null,
    meaning_hash  text    not null,
    gate          bigint not null,  -- the receipt that hides a new order until it is published; 0: visible for good
    opened_at     bigint,                         -- when the supplier first opened the current revision
    was_seen      bigint not null default 0,      -- whether the supplier opened or answered any revision
    supplier_name text,
    issue_date    bigint not null,
    currency      text    not null,
    nearest_due   bigint not null,
    lines         bigint not null,
    answered      bigint not null default 0,      -- how many lines are answered
    registered_at bigint not null,
    primary key (tenant, order_number)
);

create index order_head_supplier on order_head (tenant, supplier, order_number);

create table order_revision (
    tenant        text    not null,
    order_number  text collate "C" not null,
    revision      bigint not null,
    supplier      text collate "C" not null,
    receipt       text    not null,
    map_name      text    not null,
    map_version   bigint not null,
    registered_at bigint not null,
    lines         bigint not null,
    nearest_due   bigint not null,
    body          text    not null,                -- the order with its first 32 lines
    primary key (tenant, order_number, revision)
);

-- The lines behind the first 32, so that one line of a long order is found without reading all of them.
create table order_revision_lines (
    tenant       text    not null,
    order_number text collate "C" not null,
    revision     bigint not null,
    chunk        bigint not null,  -- from 1: lines 32 * chunk and following, counted from 0
    body         text    not null,                 -- a JSON array of up to 32 lines
    primary key (tenant, order_number, revision, chunk)
);

-- The lines of the current revisions, as narrow as a list needs them and one row per order: a list scans few rows, and an order is one insert.
create table order_line (
    tenant        text    not null,
    supplier      text collate "C" not null,
    order_number  text collate "C" not null,
    revision      bigint not null,
    gate          bigint not null,
    registered_at bigint not null,
    change        bigint not null,  -- counts the changes in the tenant: by it a list in memory finds what is new
    search        text    not null,                -- order and supplier: width and case folded
    pack          bytea    not null,                -- the lines, see LinePack; empty: the order has gone to another supplier
    primary key (tenant, supplier, order_number)
);

create index order_line_change on order_line (tenant, change);

-- How many current lines there are, so that a total is a sum over a few rows. Kept by the transactions that change lines.
create table line_count (
    tenant   text    not null,
    supplier text collate "C" not null,
    status   bigint not null,
    due      bigint not null,
    lines    bigint not null,
    primary key (tenant, supplier, status, due)
);

-- Replies -------------------------------------------------------------------------------------------------------------------------

create table order_response (
    tenant       text    not null,
    position     bigint not null,  -- in the tenant's feed: from 1, no gaps, in the order of the commits
    id           text collate "C" not null,
    order_number text collate "C" not null,
    revision     bigint not null,
    supplier     text collate "C" not null,
    body         text    not null,
    primary key (tenant, position)
);

create unique index order_response_id on order_response (tenant, id);
create index order_response_order on order_response (tenant, order_number, position);
create index order_response_supplier on order_response (tenant, supplier, position);

create table response_line (
    tenant       text    not null,
    supplier     text collate "C" not null,
    order_number text collate "C" not null,
    line_number  text    not null,
    version      bigint not null,
    revision     bigint not null,
    responded_at bigint not null,
    body         text    not null,
    primary key (tenant, supplier, order_number, line_number, version)
);

create table submit_key (
    tenant    text    not null,
    supplier  text collate "C" not null,
    submitted text    not null,
    primary key (tenant, supplier, submitted)
);

create table feed_consumer (
    tenant       text    not null,
    consumer     text    not null,
    acknowledged bigint not null,
    primary key (tenant, consumer)
);

-- Delivery notes ------------------------------------------------------------------------------------------------------------------

create table despatch (
    tenant       text    not null,
    supplier     text collate "C" not null,
    number       text    not null,
    order_number text collate "C" not null,
    prints       bigint not null default 0,
    body         text    not null,
    seq          bigint not null,
    primary key (tenant, supplier, number)
);

create index despatch_order on despatch (tenant, order_number);
create index despatch_number on despatch (tenant, number);

create table despatch_series (
    tenant   text    not null,
    supplier text collate "C" not null,
    last     bigint not null,
    primary key (tenant, supplier)
);

-- Effects that wait to leave --------------------------------------------------------------------------------------------------------

create table outbox (
    tenant       text    not null,
    seq          bigint not null,
    id           text    not null,
    kind         text    not null,
    key          text,
    payload      text    not null,
    state        bigint not null default 0,       -- 0 queued, 1 handing over, 3 dead
    was_handing  bigint not null default 0,       -- an earlier attempt ended while handing over
    attempt      bigint not null default 0,
    first_due_at bigint not null,
    due_at       bigint not null,
    lease_until  bigint,
    owner        text,
    claim_no     bigint not null default 0,
    reason       text,
    primary key (tenant, seq)
);

create unique index outbox_id on outbox (tenant, id);
create index outbox_due on outbox (tenant, due_at, seq) where state < 2;
create index outbox_work on outbox (tenant, key, seq) where state < 2;

-- Of what has left only the identity stays, so that the same effect is known again.
create table outbox_done (
    tenant  text    not null,
    id      text    not null,
    kind    text    not null,
    done_at bigint not null,
    primary key (tenant, id, done_at)
) partition by range (done_at);

create table outbox_content (
    tenant  text not null,
    id      text collate "C" not null,
    content bytea not null,
    primary key (tenant, id)
);

-- Tenants -------------------------------------------------------------------------------------------------------------------------

create table tenant (
    id   text collate "C" not null primary key,
    body text not null
);

create table supplier (
    tenant text not null,
    code   text collate "C" not null,
    body   text not null,
    primary key (tenant, code)
);

create table map (
    tenant   text    not null,
    name     text collate "C" not null,
    version  bigint not null,
    json     text    not null,
    saved_at bigint not null,
    saved_by text    not null,
    primary key (tenant, name, version)
);

create table partner (
    tenant   text    not null,
    partner  text collate "C" not null,
    version  bigint not null,
    json     text    not null,
    saved_at bigint not null,
    saved_by text    not null,
    primary key (tenant, partner, version)
);

create table template (
    tenant   text    not null,
    name     text collate "C" not null,
    culture  text    not null,
    text     text    not null,
    saved_at bigint not null,
    saved_by text    not null,
    primary key (tenant, name, culture)
);

-- People: of the installation, because one person may work for several tenants -------------------------------------------------------

create table account (
    id              text collate "C" not null primary key,
    normalized_name text collate "C" not null,
    version         bigint not null,
    body            text    not null
);

create unique index account_name on account (normalized_name);

create table membership (
    tenant     text not null,
    account_id text not null,
    supplier   text collate "C" not null,                      -- '' for the buyer's people
    primary key (tenant, account_id, supplier)
);

create table session (
    key_hash   text    not null primary key,
    account_id text    not null,
    ticket     bytea    not null,
    created_at bigint not null,
    seen_at    bigint not null,
    expires_at bigint not null
);

create index session_account on session (account_id);

create table api_key (
    tenant      text not null,
    id          text collate "C" not null,
    secret_hash text not null,
    body        text not null,
    primary key (tenant, id)
);

create unique index api_key_secret on api_key (secret_hash);

create table one_time_token (
    secret_hash text    not null primary key,
    purpose     text    not null,
    account_id  text,
    expires_at  bigint not null
);

-- What happened -------------------------------------------------------------------------------------------------------------------

create table trace (
    tenant       text    not null,
    order_number text collate "C" not null,
    seq          bigint not null,
    revision     bigint not null,
    step         bigint not null,
    at           bigint not null,
    actor        text    not null,
    reference    text,
    detail       text,
    primary key (tenant, order_number, seq, at)
) partition by range (at);

create table mail (
    tenant  text    not null,
    seq     bigint not null,
    id      text collate "C" not null,
    at      bigint not null,
    body    text    not null,
    primary key (tenant, seq)
);

create unique index mail_id on mail (tenant, id);

create table audit (
    tenant    text    not null,
    seq       bigint not null,
    at        bigint not null,
    actor     text    not null,
    source    text,
    action    text    not null,
    target    text,
    succeeded bigint not null,
    primary key (tenant, seq, at)
) partition by range (at);

create table lookup_table (
    tenant   text    not null,
    name     text collate "C" not null,
    version  bigint not null,
    hash     text    not null,                     -- SHA-256 of the content; '': deleted from this version on
    saved_at bigint not null,
    saved_by text    not null,
    content  text,
    primary key (tenant, name, version)
);


-- Facts about this database -----------------------------------------------------------------------------------------------------------

create table store_fact (
    name  text collate "C" not null primary key,
    value text not null
);

-- The epoch of the reply feeds: another one after a restore.
insert into store_fact (name, value) values ('epoch', replace(gen_random_uuid()::text, '-', ''));

-- Partitions ----------------------------------------------------------------------------------------------------------------------------

-- What has happened is kept in a partition per month and goes with it. The hosts make months ahead; what fits none waits in the default one.
create table trace_rest partition of trace default;
create table audit_rest partition of audit default;
create table outbox_done_rest partition of outbox_done default;

create function webedi_make_month(parent text, month date) returns void language plpgsql as $$
declare
    child text := parent || '_' || to_char(month, 'YYYYMM');
    low   bigint := extract(epoch from month::timestamp at time zone 'UTC') * 1000000;
    high  bigint := extract(epoch from (month + interval '1 month')::timestamp at time zone 'UTC') * 1000000;
begin
    if to_regclass(child) is not null then
        return;
    end if;

    execute format('create table %I partition of %I for values from (%s) to (%s)', child, parent, low, high);
    execute format('alter table %I enable row level security', child);
    execute format('alter table %I force row level security', child);
end $$;

-- Rows of another tenant do not exist -------------------------------------------------------------------------------------------------------

-- Every transaction names its tenant (webedi.tenant). Forced: it holds for the owner too. A partition has no policy of its own, so that nothing
-- is read from it but through its parent.
do $$
declare
    found text;
begin
    foreach found in array array[
        'receipt', 'receipt_key', 'receipt_blob', 'receipt_message', 'receipt_diagnostic',
        'order_head', 'order_revision', 'order_revision_lines', 'order_line', 'line_count',
        'order_response', 'response_line', 'submit_key', 'feed_consumer', 'despatch', 'despatch_series',
        'outbox', 'outbox_done', 'outbox_content', 'supplier', 'map', 'partner', 'template', 'lookup_table', 'trace', 'mail', 'audit']
    loop
        execute format('alter table %I enable row level security', found);
        execute format('alter table %I force row level security', found);
        execute format('create policy own_tenant on %I using (tenant = current_setting(''webedi.tenant'', true))', found);
    end loop;

    foreach found in array array['trace_rest', 'audit_rest', 'outbox_done_rest'] loop
        execute format('alter table %I enable row level security', found);
        execute format('alter table %I force row level security', found);
    end loop;
end $$;
