-- Words of texts that a search finds records by; see the migration of cargo. One index a category: of a narrative more
-- viewers may know nothing than of a title.
create index incident_title_words on incidents.incident using gin (to_tsvector('simple', left(title, 100000)));
create index incident_area_words on incidents.incident using gin (to_tsvector('simple', left(area, 100000)));
create index incident_narrative_words on incidents.incident using gin (to_tsvector('simple', left(narrative, 100000)));
