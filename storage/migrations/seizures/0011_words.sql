-- Words of texts that a search finds records by; see the migration of cargo.
create index seized_item_words on seizures.seized_item using gin (to_tsvector('simple', left(description, 100000)));
create index seized_item_drug_words on seizures.seized_item using gin (to_tsvector('simple', left(drug, 100000)));
