-- One row for all tokens of an entry, found by an inverted index, in place of a row and two index entries for each token:
-- an answer of a thousand records wrote a thousand rows.
alter table audit.entity_index rename to entity_index_before;
alter index audit.entity_index_pkey rename to entity_index_before_pkey;

-- HMAC tokens of the entities and the case in an entry's sealed body, 16 bytes each. Erased together with the key.
create table audit.entity_index (
  log text not null,
  index bigint not null,
  tokens uuid[] not null,
  primary key (log, index)
);

insert into audit.entity_index (log, index, tokens)
select log, index, array_agg(token::uuid) from audit.entity_index_before group by log, index;

drop table audit.entity_index_before;

-- Without the list of pending insertions: it would make searches read all of it, and now and then one batch wait for
-- its tidying.
create index entity_index_token on audit.entity_index using gin (tokens) with (fastupdate = off);

do $$
begin
  if exists (select from pg_roles where rolname = 'portcullis_audit_writer') then
    grant select, insert on audit.entity_index to portcullis_audit_writer;
  end if;
  if exists (select from pg_roles where rolname = 'portcullis_audit') then
    grant select on audit.entity_index to portcullis_audit;
  end if;
end
$$;
