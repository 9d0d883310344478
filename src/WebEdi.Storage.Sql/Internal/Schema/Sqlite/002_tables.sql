-- Tables that maps look values up in, and which of their versions read a file.

create table lookup_table (
    tenant   text    not null,
    name     text    not null,
    version  integer not null,
    hash     text    not null,                     -- SHA-256 of the content; '': deleted from this version on
    saved_at integer not null,
    saved_by text    not null,
    content  text,
    primary key (tenant, name, version)
) strict;

alter table receipt add column table_versions text not null default '';  -- items=3,units=1
