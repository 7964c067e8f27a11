-- A span of time in which a person was born ("1984 to 1986") is no two dates: it is found by every date within it.
alter table persons.person add column birth_periods jsonb not null default '[]'; -- [{from, to}], both ends inclusive
-- Few persons have one: beside the index of dates, a search by date reads these alone.
create index person_birth_periods on persons.person (id) where birth_periods <> '[]';
