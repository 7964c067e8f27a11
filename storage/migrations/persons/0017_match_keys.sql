-- What the names of a record share with names that may be of one bearer (nameKeys of matching/), and the version of the
-- matcher that made it. What was stored before has none until `portcullis reindex names`.
\ir ../shared/match_keys.sql schema=persons table=person
\ir ../shared/match_keys.sql schema=persons table=organization
\ir ../shared/match_keys.sql schema=persons table=vessel_record
\ir ../shared/match_keys.sql schema=persons table=aircraft_record
