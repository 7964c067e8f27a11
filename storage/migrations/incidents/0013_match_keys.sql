-- What the name of a ship in an incident shares with names that may be hers, as the names of records have it; what was stored
-- before has none until `portcullis reindex names`. The key of before goes, and with it its index of trigrams.
\ir ../shared/match_keys.sql schema=incidents table=incident_vessel
alter table incidents.incident_vessel drop column vessel_name_key;
