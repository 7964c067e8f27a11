-- Runs of ingest, and what they could not read. Who may see quarantined raw text may see the sources' own files: it is
-- read by operators through ingest's role, never through the graph.

-- A run is read, staged, and published. A run that was stopped goes on where its last acknowledged batch ended.
create table ingest.run (
  id text primary key,
  delivery_key text not null default '', -- SHA-256 over format, files, envelope, options: the same delivery is one run
  format text not null, -- the source of the records
  format_name text, -- the format that read them: the same but for mappings and exports
  format_version text not null default '',
  originator text not null,
  operator text,
  envelope jsonb not null default '{}', -- statement of the run, under which its records are read again too
  files text[] not null,
  file_hashes text[] not null default '{}', -- SHA-256 of each of `files`, hex
  file_sizes bigint[] not null default '{}',
  whole boolean not null default false, -- --full: the files are the whole list
  sequence text, -- of a delta
  state text not null default 'DONE', -- READING, STAGED, PUBLISHING, DONE, ROLLED_BACK, FAILED
  started_at timestamptz not null,
  recorded_at timestamptz, -- the audit log has the counts
  -- When it last began to publish: what another run had staged before is compared with records that have changed since.
  publishing_at timestamptz,
  finished_at timestamptz, -- null: still running, or killed; the next run of the same delivery completes it
  position bigint not null default 0, -- rejects of all items up to this one are in quarantine
  read int not null default 0,
  stored int not null default 0,
  changed int not null default 0, -- of `stored`
  unchanged int not null default 0,
  withdrawn int not null default 0,
  repeated int not null default 0,
  quarantined int not null default 0,
  unmapped jsonb not null default '{}' -- element: occurrences
);
create index run_started_at on ingest.run (started_at);
create index run_delivery on ingest.run (delivery_key, started_at);
create index run_source on ingest.run (format, originator, finished_at);

create table ingest.quarantine (
  id text primary key, -- SHA-256 over originator, format, file, field, reason, raw and its occurrence: the same defect is one row
  run_id text not null, -- the run that met it last
  originator text not null,
  format text not null,
  file text not null,
  line int not null,
  element_path text,
  field text,
  reason text not null,
  raw bytea not null,
  frame_before text not null default '', -- what makes `raw` a file of its format again
  frame_after text not null default '',
  state text not null default 'OPEN', -- OPEN, SOLVED
  solved_by text, -- the run that took it in
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index quarantine_run on ingest.quarantine (run_id, line);
create index quarantine_reason on ingest.quarantine (format, reason);
