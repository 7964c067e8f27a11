\ir ../shared/staged_in_line.sql schema=cargo.
