-- What a search finds seizures by, beside the words of their items: names that are stated, numbers, places and positions.
create index seizure_person_words on seizures.seizure_person using gin (to_tsvector('simple', left(stated_name, 100000)));
create index seizure_organization_words on seizures.seizure_organization
  using gin (to_tsvector('simple', left(stated_name, 100000)));
create index seizure_vessel_words on seizures.seizure using gin (to_tsvector('simple', left(vessel_stated_name, 100000)));
create index seizure_consignment_mrn on seizures.seizure_consignment
  (upper(regexp_replace(stated_mrn, '[^A-Za-z0-9]', '', 'g')));
create index seizure_conveyance on seizures.seizure using gin ((array[
  upper(regexp_replace(conveyance_registration, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(conveyance_journey, '[^A-Za-z0-9]', '', 'g'))]));
create index seizure_departure on seizures.seizure (route_departure_unlocode) where route_departure_unlocode is not null;
create index seizure_position on seizures.seizure (place_latitude, place_longitude) where place_latitude is not null;
