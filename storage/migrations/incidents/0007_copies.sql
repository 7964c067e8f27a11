-- Several agencies may each have a copy of one publisher's list. A record of its own is named by (source, originator,
-- source_ref), and by its id; its ref names what it is of, and is theirs together.
-- A joint operation stands once: its key is its id.
alter table incidents.incident drop constraint incident_source_source_ref_key, drop constraint incident_ref_key,
  add unique (source, originator, source_ref);
create index incident_ref on incidents.incident (ref, id);
