-- A staged row lives for minutes and is read a dozen times: it is kept as it is, where it fits into a page. To compress it,
-- and to expand it at every reading, was a tenth of what ingest cost PostgreSQL.
alter table {schema}staged set (toast_tuple_target = 8160);
