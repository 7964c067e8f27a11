-- Entries with one of some tokens; an entry that has several may come several times. A search has a token for each agency and month, 1,441
-- of 40 agencies in 36 months. The planner takes that for most of the table and compares each row's list with them: 0.1 ms a row.
-- Why a function: within it, and nowhere else, the planner is told to take the index of the tokens. Why 256 at a time: what the
-- index does before it looks grows with the square of their number, and each time it reads its list of what is not yet in order.
create function audit.entries_with(wanted uuid[]) returns table (log text, index bigint)
language sql stable rows 100
set enable_seqscan = off set enable_indexscan = off
as 'select t.log, t.index
  from (select array_agg(token) as some from unnest(wanted) with ordinality u(token, place) group by place / 256) part
  join audit.entity_index t on t.tokens && part.some';
