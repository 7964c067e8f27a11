-- Documents that agencies registered for their systems. Read at each request that names one by its id.
create table gateway.document (
  agency text not null,
  document_id text not null, -- sha256:<hex of the text>
  purpose text not null,
  text text not null,
  operation_name text,
  registered_at timestamptz not null,
  registered_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (agency, document_id)
);
