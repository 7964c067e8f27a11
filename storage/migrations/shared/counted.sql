drop index {schema}.{table}_envelope_key;
create index {table}_envelope_key on {schema}.{table} (envelope_key, expires_at);
