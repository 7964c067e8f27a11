-- A line of what is loaded has an envelope of its own: it tells of records, how many and from which files, so that whoever
-- may not see some of them for their level or their release may not learn of them here. Written by ingest, the strictest of
-- the feed's records. Why level 1: of a line from before that nothing is known.
alter table directory.loaded_source
  add column classification int not null default 1,
  add column handling_codes text[] not null default '{}',
  add column addressees text[] not null default '{}',
  add column releasable_to text[] not null default '{}';

create or replace view directory.loaded_source_record as
select
  'loadedsource_' || encode(sha256(convert_to(s.source || '/' || s.originator, 'UTF8')), 'hex') as id,
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
  s.format, s.format_version, s.files, s.file_hashes, s.run_id, s.loaded_at, s.records, s.quarantined, s.withdrawn,
  s.unmapped, s.sequence
from directory.loaded_source s;
