-- Beside each key of a document one with * in the place of its country: a document is asked for of which nobody says who
-- issued it. See storedKeys in schema/identifiers/documentNumber.ts.
update persons.person p set identification_keys = array(
  select k from unnest(p.identification_keys) k
  union
  select regexp_replace(k, '^([^:]*):[^:]*:', '\1:*:') from unnest(p.identification_keys) k
) where p.identification_keys <> '{}';
