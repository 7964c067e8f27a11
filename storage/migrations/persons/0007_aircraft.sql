-- Aircraft, in the shape of ships: one row is one record of one source.
--   registration_key   compactNumber of the present registration mark                  (schema/identifiers/documentNumber.ts)
--   registration_keys  the same of the present and of every former mark; finds
--   serial_key         compactNumber of the serial number

create table persons.aircraft_record (
\ir ../shared/envelope_columns.sql
  name text,
  aliases text[] not null default '{}',
  name_key text,
  name_keys text[] not null default '{}',
  icao_keys text[] not null default '{}',
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
  unique (source, source_ref)
);
create index aircraft_record_name_key on persons.aircraft_record (name_key, id);
create index aircraft_record_build_date on persons.aircraft_record (build_date, id) where build_date is not null;
create index aircraft_record_registration_keys on persons.aircraft_record using gin (registration_keys);
create index aircraft_record_serial_key on persons.aircraft_record (serial_key) where serial_key is not null;
create index aircraft_record_icao_address on persons.aircraft_record (icao_address) where icao_address is not null;
create index aircraft_record_name_keys on persons.aircraft_record using gin (name_keys);
create index aircraft_record_icao_keys on persons.aircraft_record using gin (icao_keys);
create index aircraft_record_part_refs on persons.aircraft_record using gin (part_refs);
create index aircraft_record_programmes on persons.aircraft_record using gin (programmes);

-- An end of a link may be an aircraft.
alter table persons.relation
  add column aircraft_record_ref text,
  add column relative_aircraft_record_ref text;
create index relation_aircraft_record_ref on persons.relation (aircraft_record_ref, id) where aircraft_record_ref is not null;
alter table persons.interest add column aircraft_record_ref text;
create index interest_aircraft_record_ref on persons.interest (aircraft_record_ref, id) where aircraft_record_ref is not null;
