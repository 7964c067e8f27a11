-- Entries that name other logs are read without the rest of their logs, however long these are.
create index entry_naming on audit.entry (log, index) where kind in ('REGISTER', 'OPENED');
