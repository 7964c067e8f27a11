-- Why so small a pending list: every search reads it whole.
create index {table}_match_keys on {schema}.{table} using gin (match_keys) with (gin_pending_list_limit = 256);
create index {table}_matcher_version on {schema}.{table} (matcher_version);
