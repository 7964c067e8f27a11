-- Seizures: one record table with the envelope of the house; its children inherit their seizure's envelope.
-- Codes are the GraphQL enum values; references to records of other sources are link keys (ref), never their identifiers.
-- Several agencies may each have a copy of one publisher's list: a record is named by its id, and by (source, originator,
-- source_ref); its ref names what it is of, and is theirs together.

\ir ../shared/ingest_tables.sql

\ir ../shared/envelopes.sql

create table seizures.seizure (
\ir ../shared/envelope_columns.sql schema=seizures table=seizure
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
  unique (source, originator, source_ref)
);
comment on column seizures.seizure.seizing_authority is 'Agency id';
comment on column seizures.seizure.conveyance_mode is 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 mail, 6 multimodal, 7 fixed installation, 8 inland water, 9 not applicable';
comment on column seizures.seizure.vessel_imo is 'Seven digits without the letters IMO; null where not well-formed';
comment on column seizures.seizure.holds is 'Of seizures.core, seizures.method, seizures.persons: those with data';
\ir ../shared/record_indexes.sql schema=seizures table=seizure
create index on seizures.seizure (case_reference);
create index on seizures.seizure (seized_at, id);
create index on seizures.seizure (place_unlocode);
create index on seizures.seizure (vessel_imo) where vessel_imo is not null;
-- What a search finds seizures by, beside the words of their items and names: numbers, places and positions.
create index seizure_vessel_words on seizures.seizure using gin (to_tsvector('simple', left(vessel_stated_name, 100000)));
create index seizure_conveyance on seizures.seizure using gin ((array[
  upper(regexp_replace(conveyance_registration, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(conveyance_journey, '[^A-Za-z0-9]', '', 'g'))]));
create index seizure_departure on seizures.seizure (route_departure_unlocode) where route_departure_unlocode is not null;
create index seizure_position on seizures.seizure (place_latitude, place_longitude) where place_latitude is not null;

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
-- Words of texts that a search finds records by: cargo.goods_item says more.
create index seized_item_words on seizures.seized_item using gin (to_tsvector('simple', left(description, 100000)));
create index seized_item_drug_words on seizures.seized_item using gin (to_tsvector('simple', left(drug, 100000)));

create table seizures.seizure_person (
  id text primary key,
  seizure_id text not null references seizures.seizure (id) on delete cascade,
  role text,
  stated_name text,
  stated_birth_date text,
\ir ../shared/link_subject_columns.sql
  person_ref text
);
create index on seizures.seizure_person (seizure_id, id);
create index on seizures.seizure_person (person_ref, id) where person_ref is not null;
\ir ../shared/link_subjects.sql schema=seizures table=seizure_person ref=person_ref
create index seizure_person_words on seizures.seizure_person using gin (to_tsvector('simple', left(stated_name, 100000)));

create table seizures.seizure_organization (
  id text primary key,
  seizure_id text not null references seizures.seizure (id) on delete cascade,
  role text,
  stated_name text,
  organization_ref text
);
create index on seizures.seizure_organization (seizure_id, id);
create index on seizures.seizure_organization (organization_ref, id) where organization_ref is not null;
create index seizure_organization_words on seizures.seizure_organization
  using gin (to_tsvector('simple', left(stated_name, 100000)));

\ir ../shared/link.sql schema=seizures table=seizure end=consignment stated=stated_mrn ref=consignment_ref
create index seizure_consignment_mrn on seizures.seizure_consignment
  (upper(regexp_replace(stated_mrn, '[^A-Za-z0-9]', '', 'g')));

\ir ../shared/link.sql schema=seizures table=seizure end=container stated=stated_number ref=container_id
comment on column seizures.seizure_container.container_id is 'ISO 6346, 11 characters; null where not well-formed';

-- What authorities report of a period: never single seizures.
create table seizures.seizure_statistic (
\ir ../shared/envelope_columns.sql schema=seizures table=seizure_statistic
  reported_by text,
  component text,
  region text,
  scope text,
  country text, -- ISO 3166-1 alpha-2
  period_from text not null, -- PartialDate
  period_to text not null, -- PartialDate
  category text not null,
  drug_group text,
  drug text,
  events int,
  quantity double precision,
  unit text, -- UNECE Recommendation 20
  normalised_kg double precision,
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=seizures table=seizure_statistic
-- The first and the last day of a partial date, as text: `2018` begins with 2018-01-01, `2018-10` ends by 2018-10-31.
create index seizure_statistic_period on seizures.seizure_statistic
  ((period_from || right('-01-01', 10 - length(period_from))), id);
create index seizure_statistic_country on seizures.seizure_statistic (country, id);
create index seizure_statistic_drug_group on seizures.seizure_statistic (drug_group, id);
create index seizure_statistic_reported_by on seizures.seizure_statistic (reported_by, id);
create index seizure_statistic_events on seizures.seizure_statistic (events, id);
create index seizure_statistic_normalised_kg on seizures.seizure_statistic (normalised_kg, id);
