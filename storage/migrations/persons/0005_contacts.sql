-- What of contact data a search finds: telephone numbers in E.164, e-mail addresses in small letters
-- (schema/records/keys/contactKeys.ts). The next delivery of a source fills them.
alter table persons.person add column contact_keys text[] not null default '{}';
alter table persons.organization add column contact_keys text[] not null default '{}';
create index person_contact_keys on persons.person using gin (contact_keys);
create index organization_contact_keys on persons.organization using gin (contact_keys);
