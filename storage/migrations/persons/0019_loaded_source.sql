-- What is loaded of this source's own: one row a feed and originator, as in directory.loaded_source, so that an answer by names
-- says by itself in which lists, of which edition, it was looked for. Written by ingest once the records are published.
create table persons.loaded_source (
  source text not null, -- the envelope's source, e.g. ofac-sdn
  originator text not null, -- agency that entered it
  format text not null,
  format_version text not null,
  files text[] not null default '{}', -- names, without folders
  file_hashes text[] not null default '{}', -- SHA-256, hex, in the order of the names
  run_id text not null,
  loaded_at timestamptz not null,
  records bigint not null, -- that are shown now
  quarantined bigint not null default 0,
  withdrawn bigint not null default 0,
  unmapped int not null default 0,
  sequence text, -- place of the last delta in its series
  classification int not null default 1,
  handling_codes text[] not null default '{}',
  addressees text[] not null default '{}',
  releasable_to text[] not null default '{}',
  primary key (source, originator)
);

-- The rows as records with an envelope, so that the walls decide on each.
create view persons.loaded_source_record as
select
  'searchedlist_' || encode(sha256(convert_to(s.source || '/' || s.originator, 'UTF8')), 'hex') as id,
  s.source || '/' || s.originator as ref,
  s.originator,
  s.handling_codes,
  null::text as handling_note,
  s.addressees,
  null::text as source_evaluation,
  null::int as information_evaluation,
  s.classification,
  s.releasable_to,
  '{}'::text[] as hit_to,
  '{}'::text[] as purpose_limits,
  null::text as data_subject_category,
  false as minor,
  null::text as joint_operation,
  null::timestamptz as expires_at,
  s.source,
  s.source as source_ref,
  null::text as case_reference,
  '{sources.catalogue}'::text[] as holds,
  s.format, s.format_version, s.file_hashes, s.loaded_at, s.records, s.sequence
from persons.loaded_source s;
