-- Heads that a quorum of witnesses cosigned: the note of audit.checkpoint with the lines of the witnesses behind it. What is
-- left out of it in time is no loss: each head proves all before it.
create table audit.cosigned (
  log text not null,
  size bigint not null,
  note text not null,
  at timestamptz not null,
  primary key (log, size)
);

do $$
begin
  if exists (select from pg_roles where rolname = 'portcullis_audit_writer') then
    grant select, insert on audit.cosigned to portcullis_audit_writer;
  end if;
  if exists (select from pg_roles where rolname = 'portcullis_audit') then
    grant select on audit.cosigned to portcullis_audit;
  end if;
end
$$;
