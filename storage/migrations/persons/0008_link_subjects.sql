-- Who stands at the end of a link is protected by what is known of that person, whatever the record around it says.
alter table persons.relation add column subject_category text;
alter table persons.relation add column subject_minor boolean;
alter table persons.relation add column record_category text;
alter table persons.relation add column record_minor boolean;
alter table persons.relation add column subject_known boolean not null default false;
comment on column persons.relation.subject_category is 'As the delivery states it; Directive 2016/680, Article 6';
comment on column persons.relation.record_category is 'As the persons source tells it of the record at the end of the link';
comment on column persons.relation.subject_known is
  'Whether the persons source has told what it knows of the record at the end; until then the link is protected';
create index relation_untold on persons.relation (relative_ref) where relative_ref is not null and not subject_known;

-- What the sources that hold a person's ref were told of the person: they are told anew where it is not what is stored now.
create table persons.told_subject (
  ref text primary key,
  category text,
  minor boolean not null
);
