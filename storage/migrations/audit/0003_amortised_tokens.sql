-- Answers repeat entities: tokens are gathered in a short list and go into the index together, each once. Measured for
-- answers of 1000 entities: a fourth of PostgreSQL's time where the same ones come again, the same time where none does.
-- Short, because a search reads the list, and the batch that finds it full waits for its tidying: 512 kB are some
-- twenty such answers, or some ten thousand small ones.
alter index audit.entity_index_token set (fastupdate = on, gin_pending_list_limit = 512);

-- Random bytes: trying to compress them is in vain.
alter table audit.entity_index alter column tokens set storage external;
alter table audit.entry alter column sealed set storage external;
