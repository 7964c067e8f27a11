-- Rows of the whole-system scoreboard: ROWS of each kind, fictitious, all lent by BE-CUSTOMS under the same envelope, so
-- that the policy decides on every one of them and every one is FULL for the viewer who asks.
truncate cargo.consignment, persons.person, seizures.seizure, incidents.incident, cargo.envelope, persons.envelope,
  seizures.envelope, incidents.envelope cascade;

insert into cargo.envelope values (cargo.envelope_key('BE-CUSTOMS', 0, false, 'demo-cargo', null, null, '{}', '{}', '{}', '{}', '{}',
  '{cargo.movement,cargo.goods,cargo.parties}'),
  'BE-CUSTOMS', 0, false, 'demo-cargo', null, null, '{}', '{}', '{}', '{}', '{}',
  '{cargo.movement,cargo.goods,cargo.parties}');
insert into persons.envelope values (persons.envelope_key('BE-CUSTOMS', 0, false, 'demo-persons', null, null, '{}', '{}', '{}', '{}', '{}',
  '{persons.identity}'),
  'BE-CUSTOMS', 0, false, 'demo-persons', null, null, '{}', '{}', '{}', '{}', '{}',
  '{persons.identity}');
insert into seizures.envelope values (seizures.envelope_key('BE-CUSTOMS', 0, false, 'demo-seizures', null, null, '{}', '{}', '{}', '{}', '{}',
  '{seizures.core,seizures.method}'),
  'BE-CUSTOMS', 0, false, 'demo-seizures', null, null, '{}', '{}', '{}', '{}', '{}',
  '{seizures.core,seizures.method}');
insert into incidents.envelope values (incidents.envelope_key('BE-CUSTOMS', 0, false, 'demo-incidents', null, null, '{}', '{}', '{}', '{}', '{}',
  '{incidents.summary}'),
  'BE-CUSTOMS', 0, false, 'demo-incidents', null, null, '{}', '{}', '{}', '{}', '{}',
  '{incidents.summary}');

insert into cargo.consignment (id, ref, originator, source, source_ref, content_hash, envelope_key, holds, mrn, lrn, ucr,
  specific_circumstance_indicator, split_consignment, transport_document_type, transport_document_reference,
  transport_mode, conveyance_reference, vessel_name, countries_of_routing, place_of_loading, place_of_unloading,
  customs_office_first_entry, departure, estimated_arrival, actual_arrival, gross_mass_kg)
select 'consignment_' || lpad(i::text, 24, 'a'), 'bench-consignment-' || i, 'BE-CUSTOMS', 'demo-cargo', 'BENCH-' || i, 'bench',
  (select key from cargo.envelope),
  '{cargo.movement,cargo.goods,cargo.parties}', '26BE' || lpad(i::text, 14, '0'), 'LRN-' || i, '6BENCH' || i,
  'F10', i % 11 = 0, 'N705', 'BENCHBL' || i, 1, 'EX' || i % 60 || 'W', 'Testing Star', '{EC,BE}', 'ECGYE', 'BEANR',
  'BE000510', timestamptz '2026-01-01T00:00:00Z' + i * interval '1 minute',
  timestamptz '2026-02-01T00:00:00Z' + i * interval '1 minute',
  case when i % 2 = 0 then timestamptz '2026-02-02T00:00:00Z' + i * interval '1 minute' end, 1000 + i
from generate_series(1, ROWS) i;

insert into cargo.trade_party (id, consignment_id, sequence, role, name, street, city, country, eori, person_type, person_ref,
  subject_category, subject_known)
select 'party-' || i || '-' || p, 'consignment_' || lpad(i::text, 24, 'a'), p,
  (array['CONSIGNOR', 'CONSIGNEE', 'CARRIER'])[p], 'Exemplar Trading ' || i || ' ' || p, p || ' Example Street', 'Sampletown',
  'BE', 'BE' || 900000000 + i, 1, case when p < 3 then 'bench-person-' || 1 + (i * (2 * p - 1)) % ROWS end, 'OTHER', true
from generate_series(1, ROWS) i, generate_series(1, 3) p;

insert into persons.person (id, ref, originator, source, source_ref, content_hash, envelope_key, holds, name, names,
  name_key, name_keys, birth_date, nationality, gender)
select 'person_' || lpad(i::text, 24, 'a'), 'bench-person-' || i, 'BE-CUSTOMS', 'demo-persons', 'BENCH-' || i, 'bench',
  (select key from persons.envelope),
  '{persons.identity}', 'Jordan Exemplar ' || i, '[]', 'JORDAN EXEMPLAR', '{"EXEMPLAR JORDAN"}',
  '19' || 50 + i % 50 || '-04-12', '{BE}', 'female'
from generate_series(1, ROWS) i;

insert into seizures.seizure (id, ref, originator, source, source_ref, content_hash, envelope_key, holds, case_reference, seized_at,
  place_kind, place_unlocode, customs_office, seizing_authority, legal_status, detection_method)
select 'seizure_' || lpad(i::text, 24, 'a'), 'bench-seizure-' || i, 'BE-CUSTOMS', 'demo-seizures', 'BENCH-' || i, 'bench',
  (select key from seizures.envelope),
  '{seizures.core,seizures.method}', 'BEC-2026-' || lpad(i::text, 6, '0'),
  timestamptz '2026-03-01T00:00:00Z' + i * interval '1 minute', 'SEA_PORT', 'BEANR', 'BE000510', 'BE-CUSTOMS', 'SEIZED', 'DOG'
from generate_series(1, ROWS) i;

insert into seizures.seizure_consignment (id, seizure_id, stated_mrn, consignment_ref)
select 'link-' || lpad(i::text, 9, '0') || '-' || p, 'seizure_' || lpad((1 + (i + p) % ROWS)::text, 24, 'a'),
  '26BE' || lpad(i::text, 14, '0'), 'bench-consignment-' || i
from generate_series(1, ROWS) i, generate_series(1, 2) p;

insert into incidents.incident (id, ref, originator, source, source_ref, content_hash, envelope_key, holds)
select 'incident_' || lpad(i::text, 24, 'a'), 'bench-incident-' || i, 'BE-CUSTOMS', 'demo-incidents', 'BENCH-' || i, 'bench',
  (select key from incidents.envelope),
  '{incidents.summary}'
from generate_series(1, ROWS) i;
