-- Where each record comes from, what it was before, and what a run has read but not yet published.

-- The source record behind each record that is shown. `content` is deflated (RFC 1951) JSON {raw, record}: the record as
-- it stands in its file, and as it was understood.
create table provenance (
  record_table text not null, -- schema-qualified
  record_id text not null,
  source text not null,
  source_ref text not null,
  originator text not null,
  version int not null, -- from 1; counts what the source said anew
  run_id text not null,
  format text not null,
  format_version text not null,
  file_name text not null,
  file_sha256 text not null, -- of the file as delivered, hex
  line int not null,
  element_path text,
  quality_flags text[] not null default '{}',
  content_hash text not null,
  content bytea not null,
  expires_at timestamptz,
  recorded_at timestamptz not null,
  -- What this version's own envelope says, as the one text that decides (storage/envelopeTerms.ts). An earlier version is
  -- shown by the stricter of its own and the record's present envelope; without a text, to nobody.
  terms text,
  primary key (record_table, record_id)
);
create index provenance_source on provenance (source, source_ref);
create index provenance_expires_at on provenance (expires_at) where expires_at is not null;

-- Earlier versions, and records that their source took back: kept until they expire, shown to their originator alone.
create table history (
  like provenance,
  ended_at timestamptz not null,
  ended_by_run text not null,
  ending text not null, -- CHANGED, WITHDRAWN
  primary key (record_table, record_id, version)
);
create index history_source on history (source, source_ref);
create index history_expires_at on history (expires_at) where expires_at is not null;

-- Read, not yet published: nobody reads it but ingest. A row lives for minutes and is read a dozen times, so it is kept
-- uncompressed where it fits into a page: compressing it was a tenth of what ingest cost PostgreSQL.
create table staged (
  run_id text not null,
  seq bigint not null, -- number of the item in its delivery, from 1
  part int not null, -- 0 the record, from 1 the links that it asserts
  record_table text not null,
  source_ref text not null,
  action text not null, -- NEW, CHANGED, UNCHANGED, WITHDRAWN
  record jsonb, -- columns; null where there is nothing to write
  children jsonb, -- rows by child table; tables without rows left out
  file_index int,
  line int,
  element_path text,
  quality_flags text[],
  content bytea,
  primary key (run_id, seq, part)
) with (toast_tuple_target = 8160);
create table staged_position (
  run_id text primary key,
  seq bigint not null, -- all items up to this one are staged
  published_seq bigint not null default 0, -- and up to this one published
  -- Child tables of each record table, in an order in which each may refer to those before it: {table: [{table, parentColumn}]}
  child_tables jsonb not null default '{}'
);
