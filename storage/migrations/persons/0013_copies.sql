-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names whom or what it is of, and is theirs together.
alter table persons.person drop constraint person_source_source_ref_key, drop constraint person_ref_key,
  add unique (source, originator, source_ref);
create index person_ref on persons.person (ref, id);
alter table persons.organization drop constraint organization_source_source_ref_key, drop constraint organization_ref_key,
  add unique (source, originator, source_ref);
create index organization_ref on persons.organization (ref, id);
alter table persons.vessel_record drop constraint vessel_record_source_source_ref_key, drop constraint vessel_record_ref_key,
  add unique (source, originator, source_ref);
create index vessel_record_ref on persons.vessel_record (ref, id);
alter table persons.aircraft_record drop constraint aircraft_record_source_source_ref_key, drop constraint aircraft_record_ref_key,
  add unique (source, originator, source_ref);
create index aircraft_record_ref on persons.aircraft_record (ref, id);
alter table persons.relation drop constraint relation_source_source_ref_key, drop constraint relation_ref_key,
  add unique (source, originator, source_ref);
create index relation_ref on persons.relation (ref, id);
alter table persons.interest drop constraint interest_source_source_ref_key, drop constraint interest_ref_key,
  add unique (source, originator, source_ref);
create index interest_ref on persons.interest (ref, id);
