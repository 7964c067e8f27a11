-- Reference data: code lists, one row a code in the version that was loaded last. Public; the envelope says who loaded it.
create table directory.code (
\ir ../shared/envelope_columns.sql
  -- Why C: codes are ordered and searched by their letters and digits, in the order of ASCII.
  list text collate "C" not null, -- unlocode, hs, rec20, rec21, countries, and small tables beside them, e.g. hs-sections
  code text collate "C" not null, -- a list may state one twice, under two names
  name text not null,
  parent text collate "C", -- the code one level up
  version text not null, -- edition, e.g. 2024-1; `unstated` where neither the file nor its name says
  valid_from text, -- PartialDate
  valid_until text, -- PartialDate
  properties jsonb not null default '{}',
  unique (source, source_ref)
);
create index code_list on directory.code (list, code, id);
create index code_parent on directory.code (list, parent, code, id);
