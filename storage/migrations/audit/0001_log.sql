-- The audit log: RFC 9162 trees over the stored bytes of entries. One log per writing instance; append only.
create schema if not exists audit;

-- An entry. `bytes` is canonical JSON (RFC 8785) of the clear header and the commitment to the sealed body, and is
-- what is hashed; every column from `kind` on is a copy derived from it, for search, and is checked by `audit verify`.
create table audit.entry (
  log text not null,
  index bigint not null check (index >= 0),
  bytes bytea not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  -- AES-256-GCM: nonce, tag, ciphertext. The key is in audit.entry_key, wrapped.
  sealed bytea not null,
  kind text not null,
  at timestamptz not null,
  request_id text not null,
  subject text,
  agency text,
  agency_kind text,
  role text,
  purpose text,
  policy_version text not null,
  schema_hash text not null,
  document_hash text,
  operation_name text,
  code text not null,
  duration_ms double precision not null,
  count int,
  source text,
  primary key (log, index),
  -- The idempotency key: an append whose commit stayed unknown cannot be written twice.
  unique (log, request_id, kind)
);
-- As the view below writes it: an entry without an agency is nobody's.
create index entry_originator on audit.entry ((coalesce(agency, '')), at);
create index entry_subject on audit.entry (subject, at);
create index entry_at on audit.entry (at);
create index entry_open_intent on audit.entry (log, request_id) where kind = 'INTENT';

-- One key per entry, wrapped by the key-encryption key, which is never in the database. Destroying a row erases the
-- entry's body and breaks no proof.
create table audit.entry_key (
  log text not null,
  index bigint not null,
  wrapped_key bytea not null,
  wrapped_by text not null,
  primary key (log, index)
);

-- HMAC tokens of the entities and the case in an entry's sealed body. Erased together with the key.
create table audit.entity_index (
  log text not null,
  index bigint not null,
  token text not null,
  primary key (log, index, token)
);
create index entity_index_token on audit.entity_index (token, log, index);

-- Hashes of finished subtrees of 2^8, 2^16, 2^24 leaves: a proof reads some hundred rows, however long the log.
create table audit.node (
  log text not null,
  level smallint not null,
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, level, index)
);

-- Signed heads (C2SP tlog-checkpoint).
create table audit.checkpoint (
  log text not null,
  size bigint not null,
  note text not null,
  at timestamptz not null,
  primary key (log, size)
);

-- Who wrote a log from when on; a batch is refused where a later epoch exists than the writer's own.
create table audit.lease (
  log text not null,
  epoch bigint not null,
  holder text not null,
  size bigint not null,
  at timestamptz not null,
  primary key (log, epoch)
);

-- Entries as records with an envelope, for the audit source: the originator of an entry is the agency that asked.
create view audit.entry_record as
select
  'auditentry_' || e.log || '_' || e.index as id,
  'auditentry_' || e.log || '_' || e.index as ref,
  coalesce(e.agency, '') as originator,
\ir ../shared/nothing_stated.sql
  'portcullis-audit' as source,
  e.log || '/' || e.index as source_ref,
  null::text as case_reference,
  '{audit.log,audit.content}'::text[] as holds,
  encode(e.leaf_hash, 'hex') as content_hash,
  e.log, e.index, e.bytes, e.leaf_hash, e.sealed, e.kind, e.at, e.request_id, e.subject, e.agency, e.agency_kind,
  e.role, e.purpose, e.policy_version, e.schema_hash, e.document_hash, e.operation_name, e.code, e.duration_ms,
  e.count, e.source as network_source
from audit.entry e;

do $$
begin
  if exists (select from pg_roles where rolname = 'portcullis_audit_writer') then
    grant usage on schema audit to portcullis_audit_writer;
    grant select, insert on audit.entry, audit.entry_key, audit.entity_index, audit.node, audit.checkpoint, audit.lease
      to portcullis_audit_writer;
  end if;
  if exists (select from pg_roles where rolname = 'portcullis_audit') then
    grant usage on schema audit to portcullis_audit;
    grant select on audit.entry, audit.entry_key, audit.entity_index, audit.node, audit.checkpoint, audit.lease,
      audit.entry_record to portcullis_audit;
  end if;
end
$$;
