-- What an answer disclosed has a category of its own beside the words of the question: an entry holds three.
create or replace view audit.entry_record as
select
  'auditentry_' || e.log || '_' || e.index as id,
  'auditentry_' || e.log || '_' || e.index as ref,
  coalesce(e.agency, '') as originator,
\ir ../shared/nothing_stated.sql
  'portcullis-audit' as source,
  e.log || '/' || e.index as source_ref,
  null::text as case_reference,
  '{audit.log,audit.disclosed,audit.content}'::text[] as holds,
  encode(e.leaf_hash, 'hex') as content_hash,
  e.log, e.index, e.bytes, e.leaf_hash, e.sealed, e.kind, e.at, e.request_id, e.subject, e.agency, e.agency_kind,
  e.role, e.purpose, e.policy_version, e.schema_hash, e.document_hash, e.operation_name, e.code, e.duration_ms,
  e.count, e.source as network_source
from audit.entry e;
