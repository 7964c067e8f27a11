-- A run is read, staged, and published. A run that was stopped goes on where its last acknowledged batch ended.
alter table ingest.run
  add column delivery_key text not null default '', -- SHA-256 over format, files, envelope, options: the same delivery is one run
  add column format_version text not null default '',
  add column state text not null default 'DONE', -- READING, STAGED, PUBLISHING, DONE, ROLLED_BACK, FAILED
  add column operator text,
  add column envelope jsonb not null default '{}', -- statement of the run, under which its records are read again too
  add column file_hashes text[] not null default '{}', -- SHA-256 of each of `files`, hex
  add column file_sizes bigint[] not null default '{}',
  add column whole boolean not null default false, -- --full: the files are the whole list
  add column sequence text, -- of a delta
  add column changed int not null default 0, -- of `stored`
  add column withdrawn int not null default 0,
  add column repeated int not null default 0,
  add column unmapped jsonb not null default '{}', -- element: occurrences
  add column position bigint not null default 0, -- rejects of all items up to this one are in quarantine
  add column recorded_at timestamptz; -- the audit log has the counts
create index run_delivery on ingest.run (delivery_key, started_at);
create index run_source on ingest.run (format, originator, finished_at);

alter table ingest.quarantine
  add column element_path text,
  add column frame_before text not null default '', -- what makes `raw` a file of its format again
  add column frame_after text not null default '',
  add column state text not null default 'OPEN', -- OPEN, SOLVED
  add column solved_by text; -- the run that took it in
alter table ingest.quarantine alter column raw type bytea using convert_to(raw, 'UTF8');
