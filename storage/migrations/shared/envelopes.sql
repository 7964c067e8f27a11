-- Envelopes: all that decides of a record but its expiry, each distinct one once in a schema, under a digest of what it
-- says. So a key never changes its meaning, and what says the same has the same key in every source. A record keeps its own
-- columns too; the check holds them and the key together, the reference that the key is known. Null, from before these
-- columns: the record says its envelope itself, until "portcullis database intern" has been there.

-- Why plpgsql: the text of a list is not immutable to PostgreSQL, though that of lists of text is; it may change with no
-- setting. Why the text of the whole: it is one text for one envelope, as storage/envelopeTerms.ts reads it.
create function envelope_key(
  originator text, classification int, minor boolean, source text, data_subject_category text, joint_operation text,
  handling_codes text[], addressees text[], releasable_to text[], hit_to text[], purpose_limits text[], holds text[]
) returns uuid language plpgsql immutable parallel safe as $$
begin
  return cast(encode(substr(sha256(convert_to(cast(array[originator, cast(classification as text), cast(minor as text),
    source, data_subject_category, joint_operation, cast(handling_codes as text), cast(addressees as text),
    cast(releasable_to as text), cast(hit_to as text), cast(purpose_limits as text), cast(holds as text)] as text),
    'UTF8')), 1, 16), 'hex') as uuid);
end $$;

create table envelope (
  key uuid primary key,
  originator text not null,
  classification int not null,
  minor boolean not null,
  source text not null,
  data_subject_category text,
  joint_operation text,
  handling_codes text[] not null,
  addressees text[] not null,
  releasable_to text[] not null,
  hit_to text[] not null,
  purpose_limits text[] not null,
  holds text[] not null,
  check (key = envelope_key(originator, classification, minor, source, data_subject_category, joint_operation,
    handling_codes, addressees, releasable_to, hit_to, purpose_limits, holds))
);

-- Of every table of records in this schema. Why not valid: there is no key yet that could be wrong, and nobody waits while
-- it is looked for.
do $$
declare record_table name;
begin
  for record_table in
    select c.relname from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and 2 = (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('content_hash', 'holds'))
    order by 1
  loop
    execute format('alter table %1$I add column envelope_key uuid,
      add constraint %2$I foreign key (envelope_key) references envelope not valid,
      add constraint %3$I check (envelope_key is null or envelope_key = envelope_key(originator, classification, minor, source,
        data_subject_category, joint_operation, handling_codes, addressees, releasable_to, hit_to, purpose_limits, holds))
        not valid',
      record_table, record_table || '_envelope', record_table || '_says_its_envelope');
    execute format('create index %2$I on %1$I (envelope_key)', record_table, record_table || '_envelope_key');
  end loop;
end $$;
