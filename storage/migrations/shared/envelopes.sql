-- Envelopes: all that decides of a record but its expiry, each distinct one once in a schema, under a digest of what it
-- says. So a key never changes its meaning, and what says the same has the same key in every source. A record keeps its own
-- columns too; its check holds them and the key together, its reference that the key is known.

-- Why the text of the whole: it is one text for one envelope, as storage/envelopeTerms.ts reads it. Why SQL: PostgreSQL writes it into
-- the check in place of a call, which is three fifths of the time. Why stable: it is written in only where it promises no more
-- than the text of a list does, which PostgreSQL does not call immutable, though that of lists of text is.
create function envelope_key(
  originator text, classification int, minor boolean, source text, data_subject_category text, joint_operation text,
  handling_codes text[], addressees text[], releasable_to text[], hit_to text[], purpose_limits text[], holds text[]
) returns uuid language sql stable parallel safe as $$
  select cast(encode(substr(sha256(convert_to(cast(array[originator, cast(classification as text), cast(minor as text),
    source, data_subject_category, joint_operation, cast(handling_codes as text), cast(addressees as text),
    cast(releasable_to as text), cast(hit_to as text), cast(purpose_limits as text), cast(holds as text)] as text),
    'UTF8')), 1, 16), 'hex') as uuid)
$$;

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
