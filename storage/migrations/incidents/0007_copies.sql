-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names what it is of, and is theirs together.
-- A joint operation stands once: its key is its id.
\ir ../shared/own_copies.sql schema=incidents table=incident
