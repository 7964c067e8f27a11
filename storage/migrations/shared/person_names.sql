-- By what an equal name finds links to persons: the keys of the pairs of its words, made by the matcher of matcher_version. The start
-- fills those of stored rows.
alter table {schema}.{table} add column match_keys text[] not null default '{}', add column matcher_version int;
\ir match_keys.sql schema={schema} table={table}
