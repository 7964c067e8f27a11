-- What a search finds incidents and joint operations by, beside the words of 0011: names that are stated, numbers of what
-- belongs to them, places and positions.
create index incident_person_words on incidents.incident_person using gin (to_tsvector('simple', left(stated_name, 100000)));
create index incident_organization_words on incidents.incident_organization
  using gin (to_tsvector('simple', left(stated_name, 100000)));
create index incident_consignment_mrn on incidents.incident_consignment
  (upper(regexp_replace(stated_mrn, '[^A-Za-z0-9]', '', 'g')));
create index incident_seizure_case on incidents.incident_seizure (stated_case_reference);
create index incident_unlocode on incidents.incident (unlocode) where unlocode is not null;
create index incident_position on incidents.incident (latitude, longitude) where latitude is not null;
create index joint_operation_name_words on incidents.joint_operation using gin (to_tsvector('simple', left(name, 100000)));
create index joint_operation_objective_words on incidents.joint_operation
  using gin (to_tsvector('simple', left(objective, 100000)));
