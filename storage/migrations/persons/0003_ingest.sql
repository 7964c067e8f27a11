\ir ../shared/ingest_tables.sql schema=persons.
