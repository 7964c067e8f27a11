-- What became of persons' requests is found without the rest of the logs: few entries, however long these are.
create index entry_subject_act on audit.entry (kind, at) where kind in ('SUBJECT_ASKED', 'SUBJECT_ANSWERED', 'SUBJECT_AGREED');
