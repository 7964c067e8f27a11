-- Keys of the audit log's entries, in a schema of their own, which may lie in another database than the log: nothing joins the two.
-- A row is a node of the key tree of a log, a retention class and a day (UTC), over the entries from place * 2^level on, 2^level of
-- them: the keys of all of these are drawn from it. It is wrapped by a key drawn from the key-encryption key for this very
-- place. Erasing an entry destroys the node over it, and writes out those beside it.
create table audit_keys.tree_key (
  log text not null,
  class text not null,
  day date not null,
  level smallint not null check (level between 0 and 24),
  place bigint not null check (place >= 0),
  wrapped_key bytea not null check (octet_length(wrapped_key) = 40),
  wrapped_by text not null,
  primary key (log, class, day, level, place)
);
