-- Fingerprints of key-encryption keys that were forgotten: no node is stored again that one of these wrapped. A process that was stopped
-- since it read its keys would else write what nobody can open.
create table audit_keys.forgotten_seal (
  wrapped_by text primary key
);
