-- Incidents and joint operations: two record tables with the envelope of the house; children inherit their record's.
-- Codes are the GraphQL enum values; references to records of other sources are link keys (ref), never their identifiers.
create schema if not exists incidents;

-- Why public: the search path of a migration is its own schema, and the sources may share one database.
create extension if not exists pg_trgm with schema public;

create table incidents.joint_operation (
\ir ../shared/envelope_columns.sql
  name text,
  objective text,
  coordination_unit text,
  starts_at timestamptz,
  ends_at timestamptz,
  crime_area text,
  unique (source, source_ref)
);
comment on column incidents.joint_operation.id is 'The id in policy/operations.yaml; the record itself grants nothing';
comment on column incidents.joint_operation.holds is 'Of operations.core, operations.participants: those with data';
create index on incidents.joint_operation (starts_at, id);

create table incidents.operation_agency (
  id text primary key,
  joint_operation_id text not null references incidents.joint_operation (id) on delete cascade,
  role text,
  agency text not null
);
create index on incidents.operation_agency (joint_operation_id, id);
create index on incidents.operation_agency (agency, id);

create table incidents.incident (
\ir ../shared/envelope_columns.sql
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
  country_code text,
  sea_area text,
  unlocode text,
  operation_id text,
  unique (source, source_ref)
);
comment on column incidents.incident.operation_id is 'Id of an incidents.joint_operation; no foreign key, since either may be loaded first';
comment on column incidents.incident.country_code is 'ISO 3166-1 alpha-2';
comment on column incidents.incident.holds is
  'Of incidents.summary, incidents.narrative, incidents.location, incidents.assessment, operations.core: those with data; persons and organizations count as narrative, operation_id as operations.core';
create index on incidents.incident (case_reference);
create index on incidents.incident (occurred_at, id);
create index on incidents.incident (country_code);
create index on incidents.incident (operation_id, id) where operation_id is not null;

create table incidents.incident_person (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  role text,
  stated_name text,
  person_ref text
);
create index on incidents.incident_person (incident_id, id);
create index on incidents.incident_person (person_ref, id) where person_ref is not null;

create table incidents.incident_organization (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  role text,
  stated_name text,
  organization_ref text
);
create index on incidents.incident_organization (incident_id, id);
create index on incidents.incident_organization (organization_ref, id) where organization_ref is not null;

create table incidents.incident_vessel (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  stated_name text,
  vessel_name_key text,
  stated_type text,
  stated_flag text,
  stated_activity text,
  imo text
);
create index on incidents.incident_vessel (incident_id, id);
create index on incidents.incident_vessel (imo, id) where imo is not null;
create index on incidents.incident_vessel (vessel_name_key);
create index on incidents.incident_vessel using gin (vessel_name_key public.gin_trgm_ops);
comment on column incidents.incident_vessel.vessel_name_key is 'vesselNameKey(stated_name) of schema/identifiers/vesselName.ts; null where stated_name is';
comment on column incidents.incident_vessel.imo is 'Seven digits without the letters IMO; null where not stated or not well-formed';

create table incidents.incident_container (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  stated_number text,
  container_id text
);
create index on incidents.incident_container (incident_id, id);
create index on incidents.incident_container (container_id, id) where container_id is not null;
comment on column incidents.incident_container.container_id is 'ISO 6346, 11 characters; null where not well-formed';

create table incidents.incident_consignment (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  stated_mrn text,
  consignment_ref text
);
create index on incidents.incident_consignment (incident_id, id);
create index on incidents.incident_consignment (consignment_ref, id) where consignment_ref is not null;

create table incidents.incident_seizure (
  id text primary key,
  incident_id text not null references incidents.incident (id) on delete cascade,
  stated_case_reference text,
  seizure_ref text
);
create index on incidents.incident_seizure (incident_id, id);
create index on incidents.incident_seizure (seizure_ref, id) where seizure_ref is not null;
