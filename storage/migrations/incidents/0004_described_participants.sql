-- Police messages describe participants that they do not name, and say what kind of place an offence happened in.
alter table incidents.incident add column address text;
alter table incidents.incident add column location_type text;
alter table incidents.incident_person add column stated_description text;
alter table incidents.incident_organization add column stated_description text;
comment on column incidents.incident.address is 'Street address: category incidents.location, as the coordinates';
comment on column incidents.incident_person.stated_name is
  'Null where nobody is named, and for victims, witnesses and minors: their names stand in their own records alone';
