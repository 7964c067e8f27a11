-- What a search finds consignments by beside their MRN: words of the names of parties, numbers as they are compared, places.
-- One index for all numbers, and one for all places: one search each, and one entry for what stands twice.
create index trade_party_words on cargo.trade_party using gin (to_tsvector('simple', left(name, 100000)));
create index consignment_numbers on cargo.consignment using gin ((array[
  upper(regexp_replace(previous_mrn, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(lrn, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(ucr, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(transport_document_reference, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(conveyance_reference, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(border_means_id, '[^A-Za-z0-9]', '', 'g'))]));
create index house_consignment_numbers on cargo.house_consignment using gin ((array[
  upper(regexp_replace(ucr, '[^A-Za-z0-9]', '', 'g')),
  upper(regexp_replace(transport_document_reference, '[^A-Za-z0-9]', '', 'g'))]));
create index consignment_places on cargo.consignment using gin ((array[
  place_of_loading, place_of_unloading, place_of_acceptance, place_of_delivery]));
