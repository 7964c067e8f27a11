-- Several agencies may each have a record of one consignment, under one MRN: its ref names the consignment, and is theirs
-- together. A record of its own is named by (source, source_ref), and by its id.
alter table cargo.consignment drop constraint consignment_ref_key;
create index consignment_ref on cargo.consignment (ref, id);
