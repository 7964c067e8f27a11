-- Bodies are erased by ERASE entries alone, whose request id names log and entries: whoever misses a key looks for it here.
create index entry_erase on audit.entry (log, index) where kind = 'ERASE';
