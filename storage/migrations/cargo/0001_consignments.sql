-- Consignments as entry summary declarations (EUCDM, Delegated Regulation (EU) 2015/2446, annex B) and customs declarations
-- state them. Several agencies may each have a record of one consignment: a record is named by its id, and by (source,
-- originator, source_ref); its ref names the consignment, and is theirs together.

\ir ../shared/ingest_tables.sql

\ir ../shared/envelopes.sql

create table cargo.consignment (
\ir ../shared/envelope_columns.sql schema=cargo table=consignment

  -- cargo.movement
  mrn text,
  previous_mrn text,
  lrn text,
  ucr text,
  declaration_type text,
  declared_at timestamptz,
  declared_at_stated text,
  specific_circumstance_indicator text,
  split_consignment boolean,
  transport_document_type text,
  transport_document_reference text,
  transport_mode int,
  conveyance_reference text,
  border_means_type int,
  border_means_id text,
  border_means_nationality text,
  vessel_imo text,
  vessel_name text,
  countries_of_routing text[] not null default '{}',
  country_of_export text,
  country_of_destination text,
  place_of_loading text,
  place_of_loading_stated text,
  place_of_unloading text,
  place_of_unloading_stated text,
  place_of_acceptance text,
  place_of_acceptance_stated text,
  place_of_delivery text,
  place_of_delivery_stated text,
  goods_location text,
  customs_office_first_entry text,
  customs_office_exit text,
  departure timestamptz,
  departure_stated text,
  estimated_arrival timestamptz,
  estimated_arrival_stated text,
  actual_arrival timestamptz,
  actual_arrival_stated text,
  delivery_terms text,
  seals text[] not null default '{}',
  documents text[] not null default '{}',
  quality_flags text[] not null default '{}',

  -- cargo.goods
  gross_mass_kg double precision,
  invoice_minor_units bigint,
  invoice_currency text,
  freight_minor_units bigint,
  freight_currency text,
  insurance_minor_units bigint,
  insurance_currency text,

  -- cargo.risk
  risk_score double precision,
  risk_result text,
  risk_request_for_information boolean,
  risk_request_for_screening boolean,
  risk_do_not_load boolean,
  risk_profiles text[] not null default '{}',

  unique (source, originator, source_ref)
);
comment on column cargo.consignment.mrn is 'Upper case, no spaces; a failed check digit is the quality flag MRN_CHECK_DIGIT.';
comment on column cargo.consignment.declaration_type is 'EUCDM 11 01 and 11 02, e.g. IMA, EXD.';
comment on column cargo.consignment.transport_mode is 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 mail, 8 inland water.';
comment on column cargo.consignment.border_means_type is 'EUCDM 19 08: 10 IMO, 11 vessel name, 20 wagon, 30 road vehicle, 40 flight, 41 aircraft, 80 ENI.';
comment on column cargo.consignment.place_of_loading is 'UN/LOCODE, no space.';
comment on column cargo.consignment.place_of_loading_stated is 'In words, where it is no UN/LOCODE or more is said.';
comment on column cargo.consignment.estimated_arrival_stated is
  'As written, where it has no time zone or no time of day; estimated_arrival is then midnight UTC of that day.';
comment on column cargo.consignment.seals is 'Those that the declaration ties to no container.';
comment on column cargo.consignment.documents is 'Type and reference, a space between: DCR 9GB000000000001-A.';
comment on column cargo.consignment.invoice_minor_units is 'Cents, or what the currency has (ISO 4217).';
comment on column cargo.consignment.risk_result is 'NO_RISK, CONTROL, REQUEST_FOR_INFORMATION, REQUEST_FOR_SCREENING or DO_NOT_LOAD.';
\ir ../shared/record_indexes.sql schema=cargo table=consignment
create index on cargo.consignment (mrn);
create index on cargo.consignment (estimated_arrival, id);
create index on cargo.consignment (vessel_imo);
create index on cargo.consignment (case_reference);
create index consignment_lrn on cargo.consignment (lrn) where lrn is not null;
create index consignment_country_of_destination on cargo.consignment (country_of_destination, id)
  where country_of_destination is not null;

-- Orders that a list may be asked in, so that a page is read off an index. Descending where many rows share a value and
-- the highest is what is asked for; without the rows that have none, which a list reads by id.
create index consignment_actual_arrival on cargo.consignment (actual_arrival, id) where actual_arrival is not null;
create index consignment_gross_mass_kg on cargo.consignment (gross_mass_kg, id) where gross_mass_kg is not null;
create index consignment_risk_score on cargo.consignment (risk_score desc, id) where risk_score is not null;

-- What a search finds consignments by beside their MRN: numbers as they are compared, and places. One index for all numbers,
-- and one for all places: one search each, and one entry for what stands twice.
create index consignment_numbers on cargo.consignment using gin ((array[
  upper(regexp_replace(previous_mrn, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(lrn, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(ucr, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(transport_document_reference, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(conveyance_reference, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(border_means_id, '[^A-Za-z0-9]', '', 'g'))]));
create index consignment_places on cargo.consignment using gin ((array[
  place_of_loading, place_of_unloading, place_of_acceptance, place_of_delivery]));

create table cargo.house_consignment (
  id text primary key,
  consignment_id text not null references cargo.consignment on delete cascade,
  sequence int not null,
  ucr text,
  transport_document_type text,
  transport_document_reference text,
  gross_mass_kg double precision
);
create index on cargo.house_consignment (consignment_id, sequence);
create index house_consignment_numbers on cargo.house_consignment using gin ((array[
  upper(regexp_replace(ucr, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(transport_document_reference, '[^A-Za-z0-9]', '', 'g'))]));

create table cargo.goods_item (
  id text primary key,
  consignment_id text not null references cargo.consignment on delete cascade,
  house_consignment_id text references cargo.house_consignment on delete cascade,
  sequence int not null,
  hs6 text,
  cn8 text,
  commodity_code text,
  cus_code text,
  un_number text,
  description text,
  country_of_origin text,
  gross_mass_kg double precision,
  net_mass_kg double precision,
  package_type text,
  package_count int,
  package_marks text,
  value_minor_units bigint,
  value_currency text,
  additional_information text[] not null default '{}',
  documents text[] not null default '{}'
);
comment on column cargo.goods_item.house_consignment_id is 'Null for an item of the master consignment.';
comment on column cargo.goods_item.commodity_code is 'As declared, digits alone: 2 to 10 of them, TARIC included.';
comment on column cargo.goods_item.package_type is 'UNECE Recommendation 21.';
create index on cargo.goods_item (consignment_id, sequence);
create index on cargo.goods_item (house_consignment_id);
create index on cargo.goods_item (hs6 text_pattern_ops);
create index goods_item_commodity_code on cargo.goods_item (commodity_code text_pattern_ops);
-- Words of texts that a search finds records by. Without a language, which nobody states; of a text that is longer than any
-- description its beginning, since PostgreSQL makes no vector of more.
create index goods_item_words on cargo.goods_item using gin (to_tsvector('simple', left(description, 100000)));

create table cargo.transport_equipment (
  id text primary key,
  consignment_id text not null references cargo.consignment on delete cascade,
  sequence int not null,
  container_id text,
  size_type text,
  packed_status text,
  supplier_type text,
  seals text[] not null default '{}',
  quality_flags text[] not null default '{}',
  unique (consignment_id, container_id)
);
comment on column cargo.transport_equipment.container_id is 'ISO 6346, upper case, no spaces; a failed check digit is the quality flag CONTAINER_CHECK_DIGIT.';
comment on column cargo.transport_equipment.packed_status is 'A empty, B not empty.';
create index on cargo.transport_equipment (consignment_id, sequence);
create index on cargo.transport_equipment (container_id);

create table cargo.trade_party (
  id text primary key,
  consignment_id text not null references cargo.consignment on delete cascade,
  house_consignment_id text references cargo.house_consignment on delete cascade,
  sequence int not null,
  role text not null,
  name text,
  street text,
  city text,
  postcode text,
  country text,
  eori text,
  person_type int,
  person_ref text,
\ir ../shared/link_subject_columns.sql
  organization_ref text,
  quality_flags text[] not null default '{}'
);
comment on column cargo.trade_party.role is 'CONSIGNOR, CONSIGNEE, CARRIER, DECLARANT, REPRESENTATIVE, NOTIFY_PARTY, SELLER or BUYER.';
comment on column cargo.trade_party.person_type is 'EUCDM type of person: 1 natural, 2 legal, 3 association.';
comment on column cargo.trade_party.person_ref is 'Keyed pseudonym of the person record that the source itself names; see storage/keys/ref.ts.';
create index on cargo.trade_party (consignment_id, sequence);
create index on cargo.trade_party (house_consignment_id);
create index on cargo.trade_party (person_ref);
create index on cargo.trade_party (organization_ref);
create index on cargo.trade_party (eori);
\ir ../shared/link_subjects.sql schema=cargo table=trade_party ref=person_ref
create index trade_party_words on cargo.trade_party using gin (to_tsvector('simple', left(name, 100000)));
