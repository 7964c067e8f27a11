-- Format 2 of an entry: `bytes` is the leaf, commitments and nothing else; the clear header stands beside it, salted, and may
-- go without breaking a proof. Null in format 1, whose bytes hold the header.
alter table audit.entry add column header bytea;
alter table audit.entry add constraint entry_header check (octet_length(header) > 16);

-- Only what is searched by is copied out of a header of format 2; `subject` is the pseudonym of who asked.
alter table audit.entry alter column policy_version drop not null;
alter table audit.entry alter column schema_hash drop not null;
alter table audit.entry alter column duration_ms drop not null;

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
  e.count, e.source as network_source, e.header
from audit.entry e;
