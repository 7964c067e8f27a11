-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names whom or what it is of, and is theirs together.
\ir ../shared/own_copies.sql schema=persons table=person
\ir ../shared/own_copies.sql schema=persons table=organization
\ir ../shared/own_copies.sql schema=persons table=vessel_record
\ir ../shared/own_copies.sql schema=persons table=aircraft_record
\ir ../shared/own_copies.sql schema=persons table=relation
\ir ../shared/own_copies.sql schema=persons table=interest
