-- Consignments as entry summary declarations state them (EUCDM, Delegated Regulation (EU) 2015/2446, annex B).
create schema if not exists cargo;

create table cargo.consignment (
\ir ../shared/envelope_columns.sql

  -- cargo.movement
  mrn text,
  previous_mrn text,
  lrn text,
  ucr text,
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
  place_of_loading text,
  place_of_unloading text,
  place_of_acceptance text,
  place_of_delivery text,
  customs_office_first_entry text,
  departure timestamptz,
  estimated_arrival timestamptz,
  actual_arrival timestamptz,
  quality_flags text[] not null default '{}',

  -- cargo.goods
  gross_mass_kg double precision,

  -- cargo.risk
  risk_score double precision,
  risk_result text,
  risk_request_for_information boolean,
  risk_request_for_screening boolean,
  risk_do_not_load boolean,
  risk_profiles text[] not null default '{}',

  unique (source, source_ref)
);
comment on column cargo.consignment.mrn is 'Upper case, no spaces; a failed check digit is the quality flag MRN_CHECK_DIGIT.';
comment on column cargo.consignment.transport_mode is 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 mail, 8 inland water.';
comment on column cargo.consignment.border_means_type is 'EUCDM 19 08: 10 IMO, 11 vessel name, 20 wagon, 30 road vehicle, 40 flight, 41 aircraft, 80 ENI.';
comment on column cargo.consignment.place_of_loading is 'UN/LOCODE, no space.';
comment on column cargo.consignment.risk_result is 'NO_RISK, CONTROL, REQUEST_FOR_INFORMATION, REQUEST_FOR_SCREENING or DO_NOT_LOAD.';
create index on cargo.consignment (mrn);
create index on cargo.consignment (estimated_arrival, id);
create index on cargo.consignment (vessel_imo);
create index on cargo.consignment (case_reference);

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

create table cargo.goods_item (
  id text primary key,
  consignment_id text not null references cargo.consignment on delete cascade,
  house_consignment_id text references cargo.house_consignment on delete cascade,
  sequence int not null,
  hs6 text,
  cn8 text,
  cus_code text,
  un_number text,
  description text,
  gross_mass_kg double precision,
  net_mass_kg double precision,
  package_type text,
  package_count int,
  package_marks text
);
comment on column cargo.goods_item.house_consignment_id is 'Null for an item of the master consignment.';
comment on column cargo.goods_item.package_type is 'UNECE Recommendation 21.';
create index on cargo.goods_item (consignment_id, sequence);
create index on cargo.goods_item (house_consignment_id);
create index on cargo.goods_item (hs6 text_pattern_ops);

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
  organization_ref text,
  quality_flags text[] not null default '{}'
);
comment on column cargo.trade_party.role is 'CONSIGNOR, CONSIGNEE, CARRIER, DECLARANT, REPRESENTATIVE, NOTIFY_PARTY, SELLER or BUYER.';
comment on column cargo.trade_party.person_type is 'EUCDM type of person: 1 natural, 2 legal, 3 association.';
comment on column cargo.trade_party.person_ref is 'Keyed pseudonym of the person record that the source itself names; see storage/ref.ts.';
create index on cargo.trade_party (consignment_id, sequence);
create index on cargo.trade_party (house_consignment_id);
create index on cargo.trade_party (person_ref);
create index on cargo.trade_party (organization_ref);
create index on cargo.trade_party (eori);
