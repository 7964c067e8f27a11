create table {schema}.{table}_{end} (
  id text primary key,
  {table}_id text not null references {schema}.{table} (id) on delete cascade,
  role text,
  stated_name text,
  {ref} text
);
create index on {schema}.{table}_{end} ({table}_id, id);
create index on {schema}.{table}_{end} ({ref}, id) where {ref} is not null;
