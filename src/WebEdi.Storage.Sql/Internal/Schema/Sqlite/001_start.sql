-- The first schema. The tenant leads every key, so that the same tables can be distributed by tenant elsewhere; keys are natural ones.
-- Times are microseconds since 1970 UTC, dates yyyymmdd (99999999: undecided), documents JSON: the JSON is the truth, columns beside it
-- exist to be searched and sorted.

-- Received files ------------------------------------------------------------------------------------------------------------------

create table receipt (
    tenant          text    not null,
    number          integer not null,              -- order of acceptance in the tenant; what orders name as their gate
    id              text    not null,
    partner         text    not null,
    channel         text    not null,
    file_name       text    not null,
    map_name        text    not null,
    map_version     integer not null,
    profile_version integer not null,              -- of the partner's profile; 0: it has none
    duplicate_policy integer not null,             -- what the door did with bytes that came before: 0 refuse, 1 hold, 2 accept
    duplicate_days  integer not null,
    repeat_of       text,                          -- the receipt that brought the same bytes before
    transport_id    text,
    content_hash    text    not null,
    length          integer not null,
    encoding        text,
    received_at     integer not null,
    actor           text    not null,
    state           integer not null default 0,    -- 0 accepted, 1 processing, 2 published, 3 refused, 4 quarantined
    counts          text    not null default '{}',
    detected_format text,
    attempt         integer not null default 0,
    finished_at     integer,
    -- the work item: claim_no is the fencing number that every write of a worker names
    due_at          integer not null,
    lease_until     integer,
    owner           text,
    claim_no        integer not null default 0,
    checkpoint      integer not null default 0,
    primary key (tenant, number)
) strict, without rowid;

create unique index receipt_id on receipt (tenant, id);
create index receipt_work on receipt (tenant, due_at) where state < 2;
create index receipt_gate on receipt (tenant, number) where state <> 2 and checkpoint > 0;

-- By which a repeated file is recognised: T the transport's key, C the SHA-256 of the bytes. The row points at the receipt that answers.
create table receipt_key (
    tenant  text    not null,
    partner text    not null,
    kind    text    not null check (kind in ('T', 'C')),
    value   text    not null,
    number  integer not null,
    primary key (tenant, partner, kind, value)
) strict, without rowid;

create table receipt_blob (
    tenant text    not null,
    number integer not null,
    chunk  integer not null,                       -- from 0, 1 MiB each
    data   blob    not null,
    primary key (tenant, number, chunk)
) strict;

create table receipt_message (
    tenant       text    not null,
    number       integer not null,
    seq          integer not null,
    order_number text,
    revision     integer not null,
    verdict      integer not null,
    source_lines text    not null,
    supplier     text,
    primary key (tenant, number, seq)
) strict, without rowid;

create table receipt_diagnostic (
    tenant text    not null,
    number integer not null,
    seq    integer not null,
    body   text    not null,
    primary key (tenant, number, seq)
) strict, without rowid;

-- Orders --------------------------------------------------------------------------------------------------------------------------

create table order_head (
    tenant        text    not null,
    order_number  text    not null,
    revision      integer not null,                -- the current one
    supplier      text    not null,
    meaning_hash  text    not null,
    gate          integer not null,                -- the receipt that hides a new order until it is published; 0: visible for good
    opened_at     integer,                         -- when the supplier first opened the current revision
    was_seen      integer not null default 0,      -- whether the supplier opened or answered any revision
    supplier_name text,
    issue_date    integer not null,
    currency      text    not null,
    nearest_due   integer not null,
    lines         integer not null,
    answered      integer not null default 0,      -- how many lines are answered
    registered_at integer not null,
    primary key (tenant, order_number)
) strict, without rowid;

create index order_head_supplier on order_head (tenant, supplier, order_number);

create table order_revision (
    tenant        text    not null,
    order_number  text    not null,
    revision      integer not null,
    supplier      text    not null,
    receipt       text    not null,
    map_name      text    not null,
    map_version   integer not null,
    registered_at integer not null,
    lines         integer not null,
    nearest_due   integer not null,
    body          text    not null,                -- the order with its first 32 lines
    primary key (tenant, order_number, revision)
) strict, without rowid;

-- The lines behind the first 32, so that one line of a long order is found without reading all of them.
create table order_revision_lines (
    tenant       text    not null,
    order_number text    not null,
    revision     integer not null,
    chunk        integer not null,                 -- from 1: lines 32 * chunk and following, counted from 0
    body         text    not null,                 -- a JSON array of up to 32 lines
    primary key (tenant, order_number, revision, chunk)
) strict, without rowid;

-- The lines of the current revisions, as narrow as a list needs them and one row per order: a list scans few rows, and an order is one insert.
create table order_line (
    tenant        text    not null,
    supplier      text    not null,
    order_number  text    not null,
    revision      integer not null,
    gate          integer not null,
    registered_at integer not null,
    change        integer not null,                -- counts the changes in the tenant: by it a list in memory finds what is new
    search        text    not null,                -- order and supplier: width and case folded
    pack          blob    not null,                -- the lines, see LinePack; empty: the order has gone to another supplier
    primary key (tenant, supplier, order_number)
) strict, without rowid;

create index order_line_change on order_line (tenant, change);

-- How many current lines there are, so that a total is a sum over a few rows. Kept by the transactions that change lines.
create table line_count (
    tenant   text    not null,
    supplier text    not null,
    status   integer not null,
    due      integer not null,
    lines    integer not null,
    primary key (tenant, supplier, status, due)
) strict, without rowid;

-- Replies -------------------------------------------------------------------------------------------------------------------------

create table order_response (
    tenant       text    not null,
    position     integer not null,                 -- in the tenant's feed: from 1, no gaps, in the order of the commits
    id           text    not null,
    order_number text    not null,
    revision     integer not null,
    supplier     text    not null,
    body         text    not null,
    primary key (tenant, position)
) strict;

create unique index order_response_id on order_response (tenant, id);
create index order_response_order on order_response (tenant, order_number, position);
create index order_response_supplier on order_response (tenant, supplier, position);

create table response_line (
    tenant       text    not null,
    supplier     text    not null,
    order_number text    not null,
    line_number  text    not null,
    version      integer not null,
    revision     integer not null,
    responded_at integer not null,
    body         text    not null,
    primary key (tenant, supplier, order_number, line_number, version)
) strict, without rowid;

create table submit_key (
    tenant    text    not null,
    supplier  text    not null,
    submitted text    not null,
    primary key (tenant, supplier, submitted)
) strict, without rowid;

create table feed_consumer (
    tenant       text    not null,
    consumer     text    not null,
    acknowledged integer not null,
    primary key (tenant, consumer)
) strict, without rowid;

-- Delivery notes ------------------------------------------------------------------------------------------------------------------

create table despatch (
    tenant       text    not null,
    supplier     text    not null,
    number       text    not null,
    order_number text    not null,
    prints       integer not null default 0,
    body         text    not null,
    primary key (tenant, supplier, number)
) strict;

create index despatch_order on despatch (tenant, order_number);
create index despatch_number on despatch (tenant, number);

create table despatch_series (
    tenant   text    not null,
    supplier text    not null,
    last     integer not null,
    primary key (tenant, supplier)
) strict, without rowid;

-- Effects that wait to leave --------------------------------------------------------------------------------------------------------

create table outbox (
    tenant       text    not null,
    seq          integer not null,
    id           text    not null,
    kind         text    not null,
    key          text,
    payload      text    not null,
    state        integer not null default 0,       -- 0 queued, 1 handing over, 2 done, 3 dead
    was_handing  integer not null default 0,       -- an earlier attempt ended while handing over
    attempt      integer not null default 0,
    first_due_at integer not null,
    due_at       integer not null,
    lease_until  integer,
    owner        text,
    claim_no     integer not null default 0,
    reason       text,
    primary key (tenant, seq)
) strict;

create unique index outbox_id on outbox (tenant, id);
create index outbox_work on outbox (tenant, key, seq) where state < 2;
create index outbox_open on outbox (tenant, seq) where state <> 2;

create table outbox_content (
    tenant  text not null,
    id      text not null,
    content blob not null,
    primary key (tenant, id)
) strict;

-- Tenants -------------------------------------------------------------------------------------------------------------------------

create table tenant (
    id   text not null primary key,
    body text not null
) strict, without rowid;

create table supplier (
    tenant text not null,
    code   text not null,
    body   text not null,
    primary key (tenant, code)
) strict, without rowid;

create table map (
    tenant   text    not null,
    name     text    not null,
    version  integer not null,
    json     text    not null,
    saved_at integer not null,
    saved_by text    not null,
    primary key (tenant, name, version)
) strict;

create table partner (
    tenant   text    not null,
    partner  text    not null,
    version  integer not null,
    json     text    not null,
    saved_at integer not null,
    saved_by text    not null,
    primary key (tenant, partner, version)
) strict;

create table template (
    tenant   text    not null,
    name     text    not null,
    culture  text    not null,
    text     text    not null,
    saved_at integer not null,
    saved_by text    not null,
    primary key (tenant, name, culture)
) strict;

-- People: of the installation, because one person may work for several tenants -------------------------------------------------------

create table account (
    id              text    not null primary key,
    normalized_name text    not null,
    version         integer not null,
    body            text    not null
) strict, without rowid;

create unique index account_name on account (normalized_name);

create table membership (
    tenant     text not null,
    account_id text not null,
    supplier   text not null,                      -- '' for the buyer's people
    primary key (tenant, account_id, supplier)
) strict, without rowid;

create table session (
    key_hash   text    not null primary key,
    account_id text    not null,
    ticket     blob    not null,
    created_at integer not null,
    seen_at    integer not null,
    expires_at integer not null
) strict, without rowid;

create index session_account on session (account_id);

create table api_key (
    tenant      text not null,
    id          text not null,
    secret_hash text not null,
    body        text not null,
    primary key (tenant, id)
) strict, without rowid;

create unique index api_key_secret on api_key (secret_hash);

create table one_time_token (
    secret_hash text    not null primary key,
    purpose     text    not null,
    account_id  text,
    expires_at  integer not null
) strict, without rowid;

-- What happened -------------------------------------------------------------------------------------------------------------------

create table trace (
    tenant       text    not null,
    order_number text    not null,
    seq          integer not null,
    revision     integer not null,
    step         integer not null,
    at           integer not null,
    actor        text    not null,
    reference    text,
    detail       text,
    primary key (tenant, order_number, seq)
) strict, without rowid;

create table mail (
    tenant  text    not null,
    seq     integer not null,
    id      text    not null,
    at      integer not null,
    body    text    not null,
    primary key (tenant, seq)
) strict;

create unique index mail_id on mail (tenant, id);

create table audit (
    tenant    text    not null,
    seq       integer not null,
    at        integer not null,
    actor     text    not null,
    source    text,
    action    text    not null,
    target    text,
    succeeded integer not null,
    primary key (tenant, seq)
) strict, without rowid;

-- Facts about this database -----------------------------------------------------------------------------------------------------------

create table store_fact (
    name  text not null primary key,
    value text not null
) strict, without rowid;

-- The epoch of the reply feeds: another one after a restore.
insert into store_fact (name, value) values ('epoch', lower(hex(randomblob(16))));
