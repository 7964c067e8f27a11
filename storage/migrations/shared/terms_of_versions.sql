-- What each version's own envelope says, as the one text that decides (see storage/envelopeTerms.ts): an earlier version is
-- shown by the stricter of its own and the record's present envelope. Null, from before this column: shown to nobody.
alter table {schema}provenance add column terms text;
alter table {schema}history add column terms text;
