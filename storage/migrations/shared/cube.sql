-- How many records of each envelope have each value of a facet: what a count of a whole list adds up. Kept in the transactions that
-- publish and purge records; storage/cube/cubes.ts says what is counted.

-- A table of records whose numbers are kept. A table without a row here was never counted.
create table cube (
  record_table text primary key, -- schema-qualified
  -- Digest of how it is counted; a build that counts otherwise does not read it. Empty: switched off.
  definition text not null,
  -- Records up to this id are counted so far; null: all are, and only then the numbers are read.
  counted_to text,
  -- Records that had ended by then are not counted.
  ended_to timestamptz not null
);

create table cube_count (
  record_table text not null,
  facet text not null, -- empty: all records
  envelope_key uuid not null,
  value text, -- null: the records that have none
  number int not null,
  -- With the number: what is read of it is added up from the index alone.
  unique nulls not distinct (record_table, facet, envelope_key, value) include (number)
);
