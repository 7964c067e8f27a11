-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id.
alter table cargo.consignment drop constraint consignment_source_source_ref_key, add unique (source, originator, source_ref);
