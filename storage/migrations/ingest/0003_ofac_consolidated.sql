-- OFAC's consolidated list is a source of its own: what could not be read of it belongs there, to be read again.
update ingest.quarantine set format = 'ofac-consolidated' where format = 'ofac-sdn' and file ~* '(^|[!/\\])cons_';
