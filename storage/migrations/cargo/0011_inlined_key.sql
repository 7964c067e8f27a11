\ir ../shared/inlined_key.sql
