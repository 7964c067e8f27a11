-- Runs of ingest, and what they could not read. Who may see quarantined raw text may see the sources' own files: it is
-- read by operators through ingest's role, never through the graph.
create table ingest.run (
  id text primary key,
  format text not null,
  originator text not null,
  files text[] not null,
  started_at timestamptz not null,
  finished_at timestamptz, -- null: still running, or killed; the next run of the same delivery completes it
  read int not null default 0,
  stored int not null default 0,
  unchanged int not null default 0,
  quarantined int not null default 0
);
create index run_started_at on ingest.run (started_at);

create table ingest.quarantine (
  id text primary key, -- SHA-256 over originator, format, file, field, reason, raw and its occurrence: the same defect is one row
  run_id text not null, -- the run that met it last
  originator text not null,
  format text not null,
  file text not null,
  line int not null,
  field text,
  reason text not null,
  raw text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index quarantine_run on ingest.quarantine (run_id, line);
create index quarantine_reason on ingest.quarantine (format, reason);
