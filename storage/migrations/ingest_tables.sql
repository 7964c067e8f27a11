\ir shared/ingest_tables.sql
\ir shared/terms_of_versions.sql

