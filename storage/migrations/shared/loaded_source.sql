create table loaded_source (
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
  -- Of the line itself, the strictest of the feed's records: who may not see some of them may not learn of them here.
  classification int not null default 1,
  handling_codes text[] not null default '{}',
  addressees text[] not null default '{}',
  releasable_to text[] not null default '{}',
  primary key (source, originator)
);
