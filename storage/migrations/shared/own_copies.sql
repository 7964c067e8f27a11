alter table {schema}.{table} drop constraint {table}_source_source_ref_key, drop constraint {table}_ref_key,
  add unique (source, originator, source_ref);
create index {table}_ref on {schema}.{table} (ref, id);
