-- Entries that say what becomes of others are read without the rest of their logs, however long these are.
drop index audit.entry_erase;
create index entry_act on audit.entry (log, index) where kind in ('ERASE', 'HOLD', 'RELEASE', 'EXPIRE');
