-- Source "persons": persons, organizations and vessels in the shape of FollowTheMoney, and the links between them.
-- One row is one record of one source: what a record says in lists of its own (names, documents, listings) lies in
-- jsonb beside it, in the shape of the SDL (camel case); what is searched lies in normalised text[] columns.
--   name_key             latinName(listed name): Latin capitals, words as stated; orders      (schema/identifiers/nameKey.ts)
--   name_keys            nameKey of every name, the listed one included: words sorted; finds   (schema/identifiers/nameKey.ts)
--   identification_keys  identificationKey of every identification     (schema/identifiers/documentNumber.ts)
--   registration_key     compactNumber of the registration number      (schema/identifiers/documentNumber.ts)

create table persons.person (
\ir ../shared/envelope_columns.sql
  name text,
  names jsonb not null default '[]', -- [{name, kind: NAME|ALIAS|WEAK_ALIAS|PREVIOUS, script}]
  name_key text,
  name_keys text[] not null default '{}',
  first_name text,
  middle_name text,
  last_name text,
  father_name text,
  title text,
  birth_date text, -- YYYY, YYYY-MM or YYYY-MM-DD, as are all dates here
  birth_dates text[] not null default '{}',
  birth_place text,
  birth_country text,
  death_date text,
  nationality text[] not null default '{}',
  gender text,
  identifications jsonb not null default '[]', -- [{type, number, country, issuedAt, expiresAt}]
  identification_keys text[] not null default '{}',
  eori text,
  addresses jsonb not null default '[]', -- [{full, street, city, region, postalCode, country}]
  physical jsonb, -- {heightCm, weightKg, eyeColor, hairColor, appearance, warningCodes}
  alerts jsonb not null default '[]', -- [{suggestedAction, kind, validFrom, validUntil}]
  reason text,
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]', -- [{authority, programme, authorityId, listingDate, endDate, reason, provisions, sourceUrl}]
  programmes text[] not null default '{}',
  special jsonb, -- {religion, ethnicity, political}; shown to nobody
  unique (source, source_ref)
);
create index person_name_key on persons.person (name_key, id);
create index person_birth_date on persons.person (birth_date, id);
create index person_eori on persons.person (eori) where eori is not null;
create index person_name_keys on persons.person using gin (name_keys);
create index person_identification_keys on persons.person using gin (identification_keys);
create index person_programmes on persons.person using gin (programmes);

create table persons.organization (
\ir ../shared/envelope_columns.sql
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
  jurisdiction text,
  legal_form text,
  incorporation_date text,
  dissolution_date text,
  registration_number text,
  registration_key text, -- the number without spaces and dashes, upper case
  eori text,
  vat_code text,
  lei_code text,
  tax_number text,
  addresses jsonb not null default '[]', -- [{full, street, city, region, postalCode, country}]
  reason text,
  notes text,
  topics text[] not null default '{}',
  sanctions jsonb not null default '[]',
  programmes text[] not null default '{}',
  unique (source, source_ref)
);
create index organization_name_key on persons.organization (name_key, id);
create index organization_eori on persons.organization (eori) where eori is not null;
create index organization_registration_key on persons.organization (registration_key) where registration_key is not null;
create index organization_name_keys on persons.organization using gin (name_keys);
create index organization_programmes on persons.organization using gin (programmes);

create table persons.vessel_record (
\ir ../shared/envelope_columns.sql
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
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
  notes text,
  sanctions jsonb not null default '[]',
  programmes text[] not null default '{}',
  unique (source, source_ref)
);
create index vessel_record_name_key on persons.vessel_record (name_key, id);
create index vessel_record_imo on persons.vessel_record (imo, id) where imo is not null;
create index vessel_record_name_keys on persons.vessel_record using gin (name_keys);
create index vessel_record_programmes on persons.vessel_record using gin (programmes);

-- Links are records: the one who asserts a link lends it. Ends are named by ref, so that they load in any order.
create table persons.relation (
\ir ../shared/envelope_columns.sql
  person_ref text not null, -- the person whose relations these are
  relative_ref text, -- the other person
  kind text not null, -- FAMILY|ASSOCIATE|UNKNOWN_LINK
  relationship text,
  stated_name text,
  start_date text,
  end_date text,
  unique (source, source_ref)
);
create index relation_person_ref on persons.relation (person_ref, id);
create index relation_relative_ref on persons.relation (relative_ref, id) where relative_ref is not null;

create table persons.interest (
\ir ../shared/envelope_columns.sql
  kind text not null, -- OWNERSHIP|DIRECTORSHIP
  holder_person_ref text,
  holder_organization_ref text,
  organization_ref text,
  vessel_record_ref text,
  role text,
  percentage float8,
  start_date text,
  end_date text,
  unique (source, source_ref)
);
create index interest_holder_person_ref on persons.interest (holder_person_ref, id) where holder_person_ref is not null;
create index interest_holder_organization_ref on persons.interest (holder_organization_ref, id) where holder_organization_ref is not null;
create index interest_organization_ref on persons.interest (organization_ref, id) where organization_ref is not null;
create index interest_vessel_record_ref on persons.interest (vessel_record_ref, id) where vessel_record_ref is not null;
