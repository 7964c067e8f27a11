-- Orders that a list may be asked in, so that a page is read off an index; rows without a value are read by id.
-- Many incidents share a country, and some a case: the id beside it spares sorting them.
create index incident_country_code_id on incidents.incident (country_code, id) where country_code is not null;
create index joint_operation_name on incidents.joint_operation (name, id) where name is not null;
