\ir ../shared/link_subjects.sql schema=persons table=relation ref=relative_ref

-- What the sources that hold a person's ref were told of the person: they are told anew where it is not what is stored now.
create table persons.told_subject (
  ref text primary key,
  category text,
  minor boolean not null
);
