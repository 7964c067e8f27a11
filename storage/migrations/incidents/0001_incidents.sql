-- Incidents and joint operations: two record tables with the envelope of the house; children inherit their record's.
-- Codes are the GraphQL enum values; references to records of other sources are link keys (ref), never their identifiers.
-- Several agencies may each have a copy of one publisher's list: an incident is named by its id, and by (source, originator,
-- source_ref); its ref names what it is of, and is theirs together. A joint operation stands once: its key is its id.

\ir ../shared/ingest_tables.sql

\ir ../shared/envelopes.sql

create table incidents.joint_operation (
\ir ../shared/envelope_columns.sql schema=incidents table=joint_operation
  name text,
  objective text,
  coordination_unit text,
  starts_at timestamptz,
  ends_at timestamptz,
  crime_area text,
  unique (ref),
  unique (source, source_ref)
);
comment on column incidents.joint_operation.id is 'The id in policy/operations.yaml; the record itself grants nothing';
comment on column incidents.joint_operation.holds is 'Of operations.core, operations.participants: those with data';
create index joint_operation_envelope_key on incidents.joint_operation (envelope_key);
create index on incidents.joint_operation (starts_at, id);
create index joint_operation_name on incidents.joint_operation (name, id) where name is not null;
create index joint_operation_name_words on incidents.joint_operation using gin (to_tsvector('simple', left(name, 100000)));
create index joint_operation_objective_words on incidents.joint_operation
  using gin (to_tsvector('simple', left(objective, 100000)));

create table incidents.operation_agency (
  id text primary key,
  joint_operation_id text not null references incidents.joint_operation (id) on delete cascade,
  role text,
  agency text not null
);
create index on incidents.operation_agency (joint_operation_id, id);
create index on incidents.operation_agency (agency, id);

create table incidents.incident (
\ir ../shared/envelope_columns.sql schema=incidents table=incident
  kind text,
  occurred_at timestamptz,
  occurred_at_precision text,
  occurred_to timestamptz,
  title text,
  crime_area text,
  urgency text,
  status text,
  narrative text,
  assessment text,
  latitude double precision,
  longitude double precision,
  position_precision_m double precision,
  area text,
  address text,
  location_type text,
  country_code text,
  sea_area text,
  unlocode text,
  operation_id text,
  unique (source, originator, source_ref)
);
comment on column incidents.incident.operation_id is 'Id of an incidents.joint_operation; no foreign key, since either may be loaded first';
comment on column incidents.incident.country_code is 'ISO 3166-1 alpha-2';
comment on column incidents.incident.address is 'Street address: category incidents.location, as the coordinates';
comment on column incidents.incident.holds is
  'Of incidents.summary, incidents.narrative, incidents.location, incidents.assessment, operations.core: those with data; persons and organizations count as narrative, operation_id as operations.core';
\ir ../shared/record_indexes.sql schema=incidents table=incident
create index on incidents.incident (case_reference);
create index on incidents.incident (occurred_at, id);
create index on incidents.incident (country_code);
create index on incidents.incident (operation_id, id) where operation_id is not null;
-- Many incidents share a country: the id beside it spares sorting a list by it.
create index incident_country_code_id on incidents.incident (country_code, id) where country_code is not null;
create index incident_unlocode on incidents.incident (unlocode) where unlocode is not null;
create index incident_position on incidents.incident (latitude, longitude) where latitude is not null;
-- Words of texts that a search finds records by: cargo.goods_item says more. One index a category: of a narrative more
-- viewers may know nothing than of a title.
create index incident_title_words on incidents.incident using gin (to_tsvector('simple', left(title, 100000)));
create index incident_area_words on incidents.incident using gin (to_tsvector('simple', left(area, 100000)));
create index incident_narrative_words on incidents.incident using gin (to_tsvector('simple', left(narrative, 100000)));

create table incidents.incident_person (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  role text,
  stated_name text,
  stated_description text,
\ir ../shared/link_subject_columns.sql
  person_ref text
);
comment on column incidents.incident_person.stated_name is
  'Null where nobody is named, and for victims, witnesses and minors: their names stand in their own records alone';
create index on incidents.incident_person (incident_id, id);
create index on incidents.incident_person (person_ref, id) where person_ref is not null;
\ir ../shared/link_subjects.sql schema=incidents table=incident_person ref=person_ref
create index incident_person_words on incidents.incident_person using gin (to_tsvector('simple', left(stated_name, 100000)));

create table incidents.incident_organization (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  role text,
  stated_name text,
  stated_description text,
  organization_ref text
);
create index on incidents.incident_organization (incident_id, id);
create index on incidents.incident_organization (organization_ref, id) where organization_ref is not null;
create index incident_organization_words on incidents.incident_organization
  using gin (to_tsvector('simple', left(stated_name, 100000)));

create table incidents.incident_vessel (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  stated_name text,
  stated_type text,
  stated_flag text,
  stated_activity text,
  imo text,
  match_keys text[] not null default '{}', -- of stated_name, as names of records have them: see persons
  matcher_version int
);
create index on incidents.incident_vessel (incident_id, id);
create index on incidents.incident_vessel (imo, id) where imo is not null;
comment on column incidents.incident_vessel.imo is 'Seven digits without the letters IMO; null where not stated or not well-formed';
\ir ../shared/match_keys.sql schema=incidents table=incident_vessel

\ir ../shared/link.sql schema=incidents table=incident end=container stated=stated_number ref=container_id
comment on column incidents.incident_container.container_id is 'ISO 6346, 11 characters; null where not well-formed';

\ir ../shared/link.sql schema=incidents table=incident end=consignment stated=stated_mrn ref=consignment_ref
create index incident_consignment_mrn on incidents.incident_consignment
  (upper(regexp_replace(stated_mrn, '[^A-Za-z0-9]', '', 'g')));

\ir ../shared/link.sql schema=incidents table=incident end=seizure stated=stated_case_reference ref=seizure_ref
create index incident_seizure_case on incidents.incident_seizure (stated_case_reference);
