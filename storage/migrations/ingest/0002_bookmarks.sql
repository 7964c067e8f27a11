-- Where the reading of a run stood, once a batch, so that it goes on there; gone with what the run staged.
create table ingest.bookmark (
  run_id text not null,
  seq bigint not null, -- items before it
  reader text not null, -- release and policy that read so far
  file int not null,
  byte_offset bigint not null, -- unpacked
  line int not null,
  memories jsonb not null, -- [[name, state, bytes of grown], ...]: what the parts of the reading know of all that came before
  grown bytea not null, -- what they learned since the bookmark before
  primary key (run_id, seq)
);
