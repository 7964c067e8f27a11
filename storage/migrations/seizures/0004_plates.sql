-- The licence plate that a search finds a seizure by: capitals and digits (schema/records/keys/plateKey.ts). The next delivery of a
-- source fills it.
alter table seizures.seizure add column conveyance_plate_key text;
create index seizure_conveyance_plate_key on seizures.seizure (conveyance_plate_key) where conveyance_plate_key is not null;
