-- Distinct envelopes stand once; records name theirs.
\ir ../shared/envelopes.sql
