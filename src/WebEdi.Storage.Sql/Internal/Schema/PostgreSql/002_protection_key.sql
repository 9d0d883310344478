-- The keys that protect cookies and forms: they belong to the database, so that hosts share them and a backup holds them.

create table protection_key (
    name text   not null primary key,
    seq  bigint not null,
    xml  text   not null
);
