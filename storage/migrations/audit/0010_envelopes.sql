-- Envelopes that were decided on, each once, under a keyed digest of what it says, so that an entry can be decided again:
-- sealed bodies name them. Written before the entry that names one first; never changed, never removed.
create table audit.envelope (
  digest bytea primary key check (octet_length(digest) = 16),
  -- AES-256-GCM: tag, ciphertext; the nonce is the beginning of the digest.
  sealed bytea not null
);

do $$
begin
  if exists (select from pg_roles where rolname = 'portcullis_audit_writer') then
    grant select, insert on audit.envelope to portcullis_audit_writer;
  end if;
  if exists (select from pg_roles where rolname = 'portcullis_audit') then
    grant select on audit.envelope to portcullis_audit;
  end if;
end
$$;
