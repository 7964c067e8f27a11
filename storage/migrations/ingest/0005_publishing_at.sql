-- When a run last began to publish: what another run had staged before is compared with records that have changed since.
alter table ingest.run add column publishing_at timestamptz;
update ingest.run set publishing_at = coalesce(finished_at, recorded_at) where recorded_at is not null;
