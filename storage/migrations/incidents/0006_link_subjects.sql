-- Who stands at the end of a link is protected by what is known of that person, whatever the record around it says.
alter table incidents.incident_person add column subject_category text;
alter table incidents.incident_person add column subject_minor boolean;
alter table incidents.incident_person add column record_category text;
alter table incidents.incident_person add column record_minor boolean;
alter table incidents.incident_person add column subject_known boolean not null default false;
comment on column incidents.incident_person.subject_category is 'As the delivery states it; Directive 2016/680, Article 6';
comment on column incidents.incident_person.record_category is 'As the persons source tells it of the record at the end of the link';
comment on column incidents.incident_person.subject_known is
  'Whether the persons source has told what it knows of the record at the end; until then the link is protected';
create index incident_person_untold on incidents.incident_person (person_ref) where person_ref is not null and not subject_known;
