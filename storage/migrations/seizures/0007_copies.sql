-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names what it is of, and is theirs together.
alter table seizures.seizure drop constraint seizure_source_source_ref_key, drop constraint seizure_ref_key,
  add unique (source, originator, source_ref);
create index seizure_ref on seizures.seizure (ref, id);
alter table seizures.seizure_statistic drop constraint seizure_statistic_source_source_ref_key, drop constraint seizure_statistic_ref_key,
  add unique (source, originator, source_ref);
create index seizure_statistic_ref on seizures.seizure_statistic (ref, id);
