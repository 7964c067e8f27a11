-- The audit log: RFC 9162 trees over the stored bytes of entries. One log per writing instance; append only.

-- An entry. `bytes` is the leaf, commitments and nothing else, and is what is hashed; its clear header stands beside it, salted, and
-- may go without breaking a proof. Every column from `kind` on is a copy derived from the header, for search, and is checked by
-- `audit verify`.
create table audit.entry (
  log text not null,
  index bigint not null check (index >= 0),
  bytes bytea not null,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  -- AES-256-GCM: nonce, tag, ciphertext.
  sealed bytea not null,
  header bytea constraint entry_header check (octet_length(header) > 16),
  kind text not null,
  at timestamptz not null,
  request_id text not null,
  subject text, -- the pseudonym of who asked
  agency text,
  role text,
  purpose text,
  document_hash text,
  code text not null,
  primary key (log, index),
  -- The idempotency key: an append whose commit stayed unknown cannot be written twice.
  unique (log, request_id, kind)
);
-- Random bytes: trying to compress them is in vain.
alter table audit.entry alter column sealed set storage external;
-- As the view below writes it: an entry without an agency is nobody's.
create index entry_originator on audit.entry ((coalesce(agency, '')), at);
create index entry_subject on audit.entry (subject, at);
create index entry_at on audit.entry (at);
create index entry_open_intent on audit.entry (log, request_id) where kind = 'INTENT';
-- Entries that name other logs, and those that say what becomes of others, are read without the rest of their logs, however
-- long these are.
create index entry_naming on audit.entry (log, index) where kind in ('REGISTER', 'OPENED');
create index entry_act on audit.entry (log, index) where kind in ('ERASE', 'HOLD', 'RELEASE', 'EXPIRE');

-- HMAC tokens of the entities and the case in an entry's sealed body, 16 random bytes each. Erased together with the key.
create table audit.entity_index (
  log text not null,
  index bigint not null,
  tokens uuid[] not null,
  primary key (log, index)
);
alter table audit.entity_index alter column tokens set storage external;
-- Answers repeat entities: tokens are gathered in a list beside the index and go into it together, each once. Measured for answers
-- of 1000 entities that come again: a fourth of PostgreSQL's time with half a megabyte, two thirds of that again with four.
create index entity_index_token on audit.entity_index using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 4096);

-- What was appended last waits in that list, and each search would compare all of it with each of its tokens: 0.1 ms for each
-- entry that waits, more than a second where the list is full. To put an entry in order is cheaper than one such comparison, and
-- has to be done anyway: a search does it first. Entries and tokens stay as they are, so that whoever may search may do it.
-- A standby cannot, and reads the list.
create function audit.put_tokens_in_order() returns bigint
language sql volatile security definer set search_path = ''
as $$ select case when pg_catalog.pg_is_in_recovery() then 0
  else pg_catalog.gin_clean_pending_list('audit.entity_index_token'::pg_catalog.regclass) end $$;

-- Entries with one of some tokens; an entry that has several may come several times. A search has a token for each agency and month, 1,441
-- of 40 agencies in 36 months. The planner takes that for most of the table and compares each row's list with them: 0.1 ms a row.
-- Why a function: within it, and nowhere else, the planner is told to take the index of the tokens. Why 32 at a time: what the
-- index does before it looks grows with the square of their number; measured against 16, 64, 256 and one by one, at 100,000
-- entries 5.8 ms for 1,441 tokens, and 9.7 at 256.
create function audit.entries_with(wanted uuid[]) returns table (log text, index bigint)
language sql stable rows 100
set enable_seqscan = off set enable_indexscan = off
as 'select audit.put_tokens_in_order();
  select t.log, t.index
  from (select array_agg(token) as some from unnest(wanted) with ordinality u(token, place) group by place / 32) part
  join audit.entity_index t on t.tokens && part.some';

-- Envelopes that were decided on, each once, under a keyed digest of what it says, so that an entry can be decided again:
-- sealed bodies name them. Written before the entry that names one first; never changed, never removed.
create table audit.envelope (
  digest bytea primary key check (octet_length(digest) = 16),
  -- AES-256-GCM: tag, ciphertext; the nonce is the beginning of the digest.
  sealed bytea not null
);

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

-- Heads that a quorum of witnesses cosigned: the note of audit.checkpoint with the lines of the witnesses behind it. What is
-- left out of it in time is no loss: each head proves all before it.
create table audit.cosigned (
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

-- Entries as records with an envelope, for the audit source: the originator of an entry is the agency that asked. What an answer
-- disclosed has a category of its own beside the words of the question: an entry holds three.
create view audit.entry_record as
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
  e.log, e.index, e.bytes, e.header, e.leaf_hash, e.sealed, e.kind, e.at, e.request_id, e.subject, e.agency, e.role, e.purpose,
  e.document_hash, e.code
from audit.entry e;
