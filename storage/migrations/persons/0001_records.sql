-- Source "persons": persons, organizations, ships and aircraft in the shape of FollowTheMoney, and the links between them.
-- One row is one record of one source: what a record says in lists of its own (names, documents, listings) lies in
-- jsonb beside it, in the shape of the SDL (camel case); what is searched lies in normalised text[] columns.
--   name_key             latinName(listed name): Latin capitals, words as stated; orders      (schema/identifiers/nameKey.ts)
--   name_keys            nameKey of every name, the listed one included: words sorted; finds   (schema/identifiers/nameKey.ts)
--   icao_keys            icaoName of every name, words as stated: as travel documents write it (schema/identifiers/icaoName.ts)
--   match_keys           what its names share with names that may be of one bearer (nameKeys of matching/), made by the
--                        matcher of matcher_version
--   part_refs            keys of listings, documents and positions that the source keeps by themselves: a delta deletes by key
--   identification_keys  storedKeys of every identification            (schema/identifiers/documentNumber.ts)
--   registration_key     compactNumber of the registration number      (schema/identifiers/documentNumber.ts)
-- Several agencies may each have a copy of one publisher's list: a record is named by its id, and by (source, originator,
-- source_ref); its ref names whom or what it is of, and is theirs together.

\ir ../shared/ingest_tables.sql

\ir ../shared/envelopes.sql

create table persons.person (
\ir ../shared/envelope_columns.sql schema=persons table=person
  name text,
  names jsonb not null default '[]', -- [{name, kind: NAME|ALIAS|WEAK_ALIAS|PREVIOUS, script}]
  name_key text,
  name_keys text[] not null default '{}',
  icao_keys text[] not null default '{}',
  match_keys text[] not null default '{}',
  matcher_version int,
  part_refs text[] not null default '{}',
  first_name text,
  middle_name text,
  last_name text,
  father_name text,
  title text,
  birth_date text, -- YYYY, YYYY-MM or YYYY-MM-DD, as are all dates here
  birth_dates text[] not null default '{}',
  birth_periods jsonb not null default '[]', -- [{from, to}], both ends inclusive: "1984 to 1986" is found by every date within it
  birth_place text,
  birth_country text,
  death_date text,
  nationality text[] not null default '{}',
  countries text[] not null default '{}',
  gender text,
  identifications jsonb not null default '[]', -- [{type, number, country, issuedAt, expiresAt}]
  identification_keys text[] not null default '{}',
  eori text,
  addresses jsonb not null default '[]', -- [{full, street, city, region, postalCode, country}]
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  websites text[] not null default '{}',
  positions jsonb not null default '[]', -- [{title, startDate, endDate, status}]
  physical jsonb, -- {heightCm, weightKg, eyeColor, hairColor, appearance, warningCodes}
  alerts jsonb not null default '[]', -- [{suggestedAction, kind, validFrom, validUntil}]
  reason text,
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]', -- [{authority, programme, authorityId, listingDate, endDate, reason, provisions, sourceUrl}]
  programmes text[] not null default '{}',
  special jsonb, -- {religion, ethnicity, political}; shown to nobody
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=persons table=person
\ir ../shared/match_keys.sql schema=persons table=person
create index person_name_key on persons.person (name_key, id);
create index person_birth_date on persons.person (birth_date, id);
create index person_eori on persons.person (eori) where eori is not null;
create index person_name_keys on persons.person using gin (name_keys);
create index person_identification_keys on persons.person using gin (identification_keys);
create index person_programmes on persons.person using gin (programmes);
create index person_icao_keys on persons.person using gin (icao_keys);
create index person_part_refs on persons.person using gin (part_refs);
-- By a full date of birth, as it is stated: who may only know of a person asks by a name and that date. Why so small a pending
-- list: every such question reads it whole.
create index person_birth_dates on persons.person using gin (birth_dates) with (gin_pending_list_limit = 256);
-- Few persons have a period: beside the index of dates, a search by date reads these alone.
create index person_birth_periods on persons.person (id) where birth_periods <> '[]';

create table persons.organization (
\ir ../shared/envelope_columns.sql schema=persons table=organization
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
  icao_keys text[] not null default '{}',
  match_keys text[] not null default '{}',
  matcher_version int,
  part_refs text[] not null default '{}',
  jurisdiction text,
  countries text[] not null default '{}',
  legal_form text,
  incorporation_date text,
  dissolution_date text,
  registration_number text,
  registration_key text, -- the number without spaces and dashes, upper case
  identifications jsonb not null default '[]', -- [{type, scheme, number, country, issuedAt, expiresAt}]
  eori text,
  vat_code text,
  lei_code text,
  tax_number text,
  addresses jsonb not null default '[]', -- [{full, street, city, region, postalCode, country}]
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  websites text[] not null default '{}',
  reason text,
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]',
  programmes text[] not null default '{}',
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=persons table=organization
\ir ../shared/match_keys.sql schema=persons table=organization
create index organization_name_key on persons.organization (name_key, id);
create index organization_eori on persons.organization (eori) where eori is not null;
create index organization_registration_key on persons.organization (registration_key) where registration_key is not null;
create index organization_name_keys on persons.organization using gin (name_keys);
create index organization_programmes on persons.organization using gin (programmes);
create index organization_icao_keys on persons.organization using gin (icao_keys);
create index organization_part_refs on persons.organization using gin (part_refs);
-- An order that a list may be asked in, so that a page is read off an index; rows without a value are read by id.
create index organization_incorporation_date on persons.organization (incorporation_date, id)
  where incorporation_date is not null;

create table persons.vessel_record (
\ir ../shared/envelope_columns.sql schema=persons table=vessel_record
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
  icao_keys text[] not null default '{}',
  match_keys text[] not null default '{}',
  matcher_version int,
  part_refs text[] not null default '{}',
  imo text, -- seven digits; only where the check digit is right
  flag text,
  past_flags text[] not null default '{}',
  type text,
  tonnage float8,
  gross_registered_tonnage float8,
  build_date text,
  registration_port text,
  call_sign text,
  mmsi text,
  owner text,
  operator text,
  identifications jsonb not null default '[]', -- [{type, scheme, number, country, issuedAt, expiresAt}]
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]',
  programmes text[] not null default '{}',
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=persons table=vessel_record
\ir ../shared/match_keys.sql schema=persons table=vessel_record
create index vessel_record_name_key on persons.vessel_record (name_key, id);
create index vessel_record_imo on persons.vessel_record (imo, id) where imo is not null;
create index vessel_record_name_keys on persons.vessel_record using gin (name_keys);
create index vessel_record_programmes on persons.vessel_record using gin (programmes);
create index vessel_record_icao_keys on persons.vessel_record using gin (icao_keys);
create index vessel_record_part_refs on persons.vessel_record using gin (part_refs);
create index vessel_record_build_date on persons.vessel_record (build_date, id) where build_date is not null;

-- Aircraft, in the shape of ships.
--   registration_key   compactNumber of the present registration mark                  (schema/identifiers/documentNumber.ts)
--   registration_keys  the same of the present and of every former mark; finds
--   serial_key         compactNumber of the serial number
create table persons.aircraft_record (
\ir ../shared/envelope_columns.sql schema=persons table=aircraft_record
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
  icao_keys text[] not null default '{}',
  match_keys text[] not null default '{}',
  matcher_version int,
  part_refs text[] not null default '{}',
  registration text, -- capitals, its hyphen kept
  past_registrations text[] not null default '{}',
  registration_key text,
  registration_keys text[] not null default '{}',
  country text, -- of registration
  serial_number text,
  serial_key text,
  type text,
  model text,
  manufacturer text,
  build_date text,
  icao_address text, -- six hexadecimal digits in capitals; only where it is one that may be assigned
  owner text,
  operator text,
  identifications jsonb not null default '[]', -- [{type, scheme, number, country, issuedAt, expiresAt}]
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]',
  programmes text[] not null default '{}',
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=persons table=aircraft_record
\ir ../shared/match_keys.sql schema=persons table=aircraft_record
create index aircraft_record_name_key on persons.aircraft_record (name_key, id);
create index aircraft_record_build_date on persons.aircraft_record (build_date, id) where build_date is not null;
create index aircraft_record_registration_keys on persons.aircraft_record using gin (registration_keys);
create index aircraft_record_serial_key on persons.aircraft_record (serial_key) where serial_key is not null;
create index aircraft_record_icao_address on persons.aircraft_record (icao_address) where icao_address is not null;
create index aircraft_record_name_keys on persons.aircraft_record using gin (name_keys);
create index aircraft_record_icao_keys on persons.aircraft_record using gin (icao_keys);
create index aircraft_record_part_refs on persons.aircraft_record using gin (part_refs);
create index aircraft_record_programmes on persons.aircraft_record using gin (programmes);

-- Links are records: the one who asserts a link lends it. Ends are named by ref, so that they load in any order. Each
-- relation has one row for each of its ends: the row's subject is the record that it shows at. Where the one who asserts
-- it names an end by its key alone, the end points at every kind of record that it may be; one of them exists.
create table persons.relation (
\ir ../shared/envelope_columns.sql schema=persons table=relation
  person_ref text, -- the record whose relation this is
  organization_ref text,
  vessel_record_ref text,
  aircraft_record_ref text,
  relative_ref text, -- the other end
  relative_organization_ref text,
  relative_vessel_record_ref text,
  relative_aircraft_record_ref text,
\ir ../shared/link_subject_columns.sql
  kind text not null, -- FAMILY|ASSOCIATE|UNKNOWN_LINK
  relationship text,
  inverse boolean not null default false, -- kind and relationship are said of the other end: this row is the relation as seen from there
  stated_name text,
  summary text,
  amount_minor_units bigint, -- what is owed or was paid
  amount_currency text,
  start_date text,
  end_date text,
  unique (source, originator, source_ref)
);
comment on column persons.relation.amount_minor_units is 'In minor units of the currency (ISO 4217)';
\ir ../shared/record_indexes.sql schema=persons table=relation
\ir ../shared/link_subjects.sql schema=persons table=relation ref=relative_ref
create index relation_person_ref on persons.relation (person_ref, id);
create index relation_relative_ref on persons.relation (relative_ref, id) where relative_ref is not null;
create index relation_organization_ref on persons.relation (organization_ref, id) where organization_ref is not null;
create index relation_vessel_record_ref on persons.relation (vessel_record_ref, id) where vessel_record_ref is not null;
create index relation_aircraft_record_ref on persons.relation (aircraft_record_ref, id) where aircraft_record_ref is not null;

create table persons.interest (
\ir ../shared/envelope_columns.sql schema=persons table=interest
  kind text not null, -- OWNERSHIP|DIRECTORSHIP
  holder_person_ref text,
  holder_organization_ref text,
  organization_ref text,
  vessel_record_ref text,
  aircraft_record_ref text,
  role text,
  percentage float8,
  summary text,
  start_date text,
  end_date text,
  unique (source, originator, source_ref)
);
\ir ../shared/record_indexes.sql schema=persons table=interest
create index interest_holder_person_ref on persons.interest (holder_person_ref, id) where holder_person_ref is not null;
create index interest_holder_organization_ref on persons.interest (holder_organization_ref, id) where holder_organization_ref is not null;
create index interest_organization_ref on persons.interest (organization_ref, id) where organization_ref is not null;
create index interest_vessel_record_ref on persons.interest (vessel_record_ref, id) where vessel_record_ref is not null;
create index interest_aircraft_record_ref on persons.interest (aircraft_record_ref, id) where aircraft_record_ref is not null;

-- What the sources that hold a person's ref were told of the person: they are told anew where it is not what is stored now.
create table persons.told_subject (
  ref text primary key,
  category text,
  minor boolean not null
);

-- What is loaded of this source's own, as in directory.loaded_source, so that an answer by names says by itself in which
-- lists, of which edition, it was looked for. Written by ingest once the records are published.
\ir ../shared/loaded_source.sql

-- The rows as records with an envelope, so that the walls decide on each.
create view persons.loaded_source_record as
select
  'searchedlist_' || encode(sha256(convert_to(s.source || '/' || s.originator, 'UTF8')), 'hex') as id,
\ir ../shared/loaded_source_envelope.sql
  s.format, s.format_version, s.file_hashes, s.loaded_at, s.records, s.sequence
from persons.loaded_source s;
