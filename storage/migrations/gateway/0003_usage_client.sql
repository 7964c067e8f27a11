-- Who asked is said by registered client too; what was counted before is of no client that is known.
alter table gateway.usage
  add column client text not null default 'other', -- other: of none that the agency registered
  drop constraint usage_pkey,
  add primary key (agency, client, document_id, coordinate, week);
alter table gateway.usage alter column client drop default;
