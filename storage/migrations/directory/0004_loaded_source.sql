-- What is loaded: one row a feed and originator, as the last published run left it. Written by ingest.
create table directory.loaded_source (
  source text not null, -- the envelope's source, e.g. ofac-sdn
  originator text not null, -- agency that entered it
  format text not null,
  format_version text not null,
  files text[] not null default '{}', -- names, without folders
  file_hashes text[] not null default '{}', -- SHA-256, hex, in the order of the names
  run_id text not null,
  loaded_at timestamptz not null,
  records bigint not null, -- that are shown now
  quarantined bigint not null default 0, -- that could not be read and are in quarantine still
  withdrawn bigint not null default 0, -- that the last run took back
  unmapped int not null default 0, -- elements with values that the format does not know
  sequence text, -- place of the last delta in its series
  primary key (source, originator)
);

-- The rows as records with an envelope, so that the walls decide on each: lent to all, held in one category.
create view directory.loaded_source_record as
select
  'loadedsource_' || encode(sha256(convert_to(s.source || '/' || s.originator, 'UTF8')), 'hex') as id,
  s.source || '/' || s.originator as ref,
  s.originator,
\ir ../shared/nothing_stated.sql
  s.source,
  s.source as source_ref,
  null::text as case_reference,
  '{sources.catalogue}'::text[] as holds,
  s.format, s.format_version, s.files, s.file_hashes, s.run_id, s.loaded_at, s.records, s.quarantined, s.withdrawn,
  s.unmapped, s.sequence
from directory.loaded_source s;
