-- One database for somebody who need not federate: the rows of rows.sql again, in one schema, under row-level security and
-- column grants as PostGraphile's manual advises. The originator stands on children too, which spares a join: to its advantage.
drop schema if exists bench_peer cascade;
create schema bench_peer;

create table bench_peer.agreement (originator text, agency text, primary key (originator, agency));
insert into bench_peer.agreement values ('BE-CUSTOMS', 'BE-CUSTOMS'), ('BE-CUSTOMS', 'NL-CUSTOMS'), ('BE-CUSTOMS', 'DE-CUSTOMS');

create table bench_peer.person as select id, ref, 'BE-CUSTOMS'::text as originator, '{}'::text[] as purposes, name, birth_date,
  nationality, gender from persons.person;
create table bench_peer.consignment as select id, ref, 'BE-CUSTOMS'::text as originator, '{}'::text[] as purposes, mrn, lrn, ucr,
  specific_circumstance_indicator, split_consignment, transport_document_type, transport_document_reference,
  conveyance_reference, customs_office_first_entry, departure, estimated_arrival, actual_arrival, gross_mass_kg
  from cargo.consignment;
create table bench_peer.trade_party as select id, consignment_id, sequence, 'BE-CUSTOMS'::text as originator,
  '{}'::text[] as purposes, role, name, eori, street, city, country, person_ref from cargo.trade_party;
create table bench_peer.seizure as select id, 'BE-CUSTOMS'::text as originator, '{}'::text[] as purposes, case_reference,
  seized_at, customs_office, legal_status, detection_method from seizures.seizure;
create table bench_peer.seizure_consignment as select id, seizure_id, consignment_ref, 'BE-CUSTOMS'::text as originator,
  '{}'::text[] as purposes, stated_mrn from seizures.seizure_consignment;

alter table bench_peer.person add primary key (id), add unique (ref);
alter table bench_peer.consignment add primary key (id), add unique (ref);
create index on bench_peer.consignment (estimated_arrival, id);
alter table bench_peer.trade_party add primary key (id), add foreign key (consignment_id) references bench_peer.consignment (id),
  add foreign key (person_ref) references bench_peer.person (ref);
create index on bench_peer.trade_party (consignment_id, sequence);
alter table bench_peer.seizure add primary key (id);
alter table bench_peer.seizure_consignment add primary key (id),
  add foreign key (seizure_id) references bench_peer.seizure (id),
  add foreign key (consignment_ref) references bench_peer.consignment (ref);
create index on bench_peer.seizure_consignment (consignment_ref, id);

grant usage on schema bench_peer to bench_viewer;
grant select on bench_peer.agreement to bench_viewer;
grant select (id, ref, originator, purposes, name, birth_date, nationality, gender) on bench_peer.person to bench_viewer;
grant select (id, ref, originator, purposes, mrn, lrn, ucr, specific_circumstance_indicator, split_consignment,
  transport_document_type, transport_document_reference, conveyance_reference, customs_office_first_entry, departure,
  estimated_arrival, actual_arrival, gross_mass_kg) on bench_peer.consignment to bench_viewer;
-- Why not street: a column that nobody is granted, so that grants are there to be kept.
grant select (id, consignment_id, sequence, originator, purposes, role, name, eori, city, country, person_ref)
  on bench_peer.trade_party to bench_viewer;
grant select (id, originator, purposes, case_reference, seized_at, customs_office, legal_status, detection_method)
  on bench_peer.seizure to bench_viewer;
grant select (id, seizure_id, consignment_ref, originator, purposes, stated_mrn) on bench_peer.seizure_consignment to bench_viewer;

do $$
declare shared text;
begin
  foreach shared in array '{person,consignment,trade_party,seizure,seizure_consignment}'::text[] loop
    execute format('alter table bench_peer.%I enable row level security', shared);
    -- Why in (select ...): asked once a statement, not once a row.
    execute format($policy$create policy shared on bench_peer.%I for select to bench_viewer using (
      originator in (select a.originator from bench_peer.agreement a where a.agency = (select current_setting('viewer.agency', true)))
      and (purposes = '{}' or (select current_setting('viewer.purpose', true)) = any (purposes)))$policy$, shared);
  end loop;
end $$;
