create index {table}_ref on {schema}.{table} (ref, id);
create index {table}_envelope_key on {schema}.{table} (envelope_key);
