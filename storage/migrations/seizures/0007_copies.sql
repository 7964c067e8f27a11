-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names what it is of, and is theirs together.
\ir ../shared/own_copies.sql schema=seizures table=seizure
\ir ../shared/own_copies.sql schema=seizures table=seizure_statistic
