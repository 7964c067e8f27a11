-- Seizures: one record table with the envelope of the house; its children inherit their seizure's envelope.
-- Codes are the GraphQL enum values; references to records of other sources are link keys (ref), never their identifiers.
create schema if not exists seizures;

create table seizures.seizure (
\ir ../shared/envelope_columns.sql
  seized_at timestamptz,
  place_kind text,
  place_unlocode text,
  place_name text,
  place_country text,
  place_latitude double precision,
  place_longitude double precision,
  customs_office text,
  seizing_authority text,
  legal_status text,
  risk_channel text,
  detection_method text,
  concealment text,
  route_origin_country text,
  route_departure_unlocode text,
  route_transit_countries text[] not null default '{}',
  route_destination_country text,
  conveyance_mode int,
  conveyance_registration text,
  conveyance_journey text,
  vessel_imo text,
  vessel_stated_name text,
  unique (source, source_ref)
);
comment on column seizures.seizure.seizing_authority is 'Agency id';
comment on column seizures.seizure.conveyance_mode is 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 mail, 6 multimodal, 7 fixed installation, 8 inland water, 9 not applicable';
comment on column seizures.seizure.vessel_imo is 'Seven digits without the letters IMO; null where not well-formed';
comment on column seizures.seizure.holds is 'Of seizures.core, seizures.method, seizures.persons: those with data';
create index on seizures.seizure (case_reference);
create index on seizures.seizure (seized_at, id);
create index on seizures.seizure (place_unlocode);
create index on seizures.seizure (vessel_imo) where vessel_imo is not null;

create table seizures.seized_item (
  id text primary key,
  seizure_id text not null references seizures.seizure (id) on delete cascade,
  position int not null default 0,
  category text,
  drug_group text,
  drug text,
  quantity double precision,
  unit text,
  normalised_kg double precision,
  value_minor_units bigint,
  value_currency text,
  description text
);
create index on seizures.seized_item (seizure_id, id);
create index on seizures.seized_item (category, seizure_id);
create index on seizures.seized_item (drug_group, seizure_id) where drug_group is not null;

create table seizures.seizure_person (
  id text primary key,
  seizure_id text not null references seizures.seizure (id) on delete cascade,
  role text,
  stated_name text,
  stated_birth_date text,
  person_ref text
);
create index on seizures.seizure_person (seizure_id, id);
create index on seizures.seizure_person (person_ref, id) where person_ref is not null;

\ir ../shared/link_in_role.sql schema=seizures table=seizure end=organization ref=organization_ref

\ir ../shared/link.sql schema=seizures table=seizure end=consignment stated=stated_mrn ref=consignment_ref

\ir ../shared/link.sql schema=seizures table=seizure end=container stated=stated_number ref=container_id
comment on column seizures.seizure_container.container_id is 'ISO 6346, 11 characters; null where not well-formed';
