-- What FollowTheMoney states beyond the first shape: contact, positions, further numbers, and links that are records of
-- their own, between any two of persons, organizations and ships.
--   icao_keys            icaoName of every name, words as stated: as travel documents write it (schema/identifiers/icaoName.ts)
--   part_refs            keys of listings, documents and positions that the source keeps by themselves: a delta deletes by key

alter table persons.person
  add column icao_keys text[] not null default '{}',
  add column part_refs text[] not null default '{}',
  add column countries text[] not null default '{}',
  add column positions jsonb not null default '[]', -- [{title, startDate, endDate, status}]
  add column phones text[] not null default '{}',
  add column emails text[] not null default '{}',
  add column websites text[] not null default '{}';
alter table persons.organization
  add column icao_keys text[] not null default '{}',
  add column part_refs text[] not null default '{}',
  add column countries text[] not null default '{}',
  add column identifications jsonb not null default '[]', -- [{type, scheme, number, country, issuedAt, expiresAt}]
  add column phones text[] not null default '{}',
  add column emails text[] not null default '{}',
  add column websites text[] not null default '{}';
alter table persons.vessel_record
  add column icao_keys text[] not null default '{}',
  add column part_refs text[] not null default '{}',
  add column identifications jsonb not null default '[]',
  add column topics text[] not null default '{}';
create index person_icao_keys on persons.person using gin (icao_keys);
create index organization_icao_keys on persons.organization using gin (icao_keys);
create index vessel_record_icao_keys on persons.vessel_record using gin (icao_keys);
create index person_part_refs on persons.person using gin (part_refs);
create index organization_part_refs on persons.organization using gin (part_refs);
create index vessel_record_part_refs on persons.vessel_record using gin (part_refs);

-- Each relation has one row for each of its ends: the row's subject is the record that it shows at. Where the one who
-- asserts it names an end by its key alone, the end points at every kind of record that it may be; one of them exists.
alter table persons.relation
  alter column person_ref drop not null,
  add column organization_ref text,
  add column vessel_record_ref text,
  add column relative_organization_ref text,
  add column relative_vessel_record_ref text,
  add column summary text,
  -- Kind and relationship are said of the other end: this row is the relation as seen from there.
  add column inverse boolean not null default false;
create index relation_organization_ref on persons.relation (organization_ref, id) where organization_ref is not null;
create index relation_vessel_record_ref on persons.relation (vessel_record_ref, id) where vessel_record_ref is not null;

alter table persons.interest add column summary text;
