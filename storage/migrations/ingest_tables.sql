\ir shared/ingest_tables.sql
\ir shared/terms_of_versions.sql
\ir shared/staged_in_line.sql
