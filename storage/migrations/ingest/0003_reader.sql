-- What judged the items of a run, and what staging it came to: a run that was stopped goes on under the same alone. Both are
-- null once it has ended. Why json: it keeps the order of members, so that the report is the one of a run that was not stopped.
alter table ingest.run
  add column reader text, -- release and policy
  add column staged json; -- counts, reasons, unmapped elements: null while it is read
alter table ingest.bookmark
  drop column reader, -- that of the run
  alter column memories type json;
