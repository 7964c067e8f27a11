create index {table}_ref on {schema}.{table} (ref, id);
-- What a count reads of a record: whose it is to see, and until when.
create index {table}_envelope_key on {schema}.{table} (envelope_key, expires_at);
