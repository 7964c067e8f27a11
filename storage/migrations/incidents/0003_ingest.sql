\ir ../shared/ingest_tables.sql schema=incidents.
