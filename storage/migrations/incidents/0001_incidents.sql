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

\ir ../shared/link_in_role.sql schema=incidents table=incident end=person ref=person_ref

\ir ../shared/link_in_role.sql schema=incidents table=incident end=organization ref=organization_ref

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

\ir ../shared/link.sql schema=incidents table=incident end=container stated=stated_number ref=container_id
comment on column incidents.incident_container.container_id is 'ISO 6346, 11 characters; null where not well-formed';

\ir ../shared/link.sql schema=incidents table=incident end=consignment stated=stated_mrn ref=consignment_ref

\ir ../shared/link.sql schema=incidents table=incident end=seizure stated=stated_case_reference ref=seizure_ref
