-- Run once, after `database prepare`: what pgbouncer.ini ignores when a connection asks for it.
-- As --source-timeout-ms.
alter role portcullis_cargo set statement_timeout = 5000;
alter role portcullis_persons set statement_timeout = 5000;
alter role portcullis_seizures set statement_timeout = 5000;
alter role portcullis_incidents set statement_timeout = 5000;
alter role portcullis_directory set statement_timeout = 5000;
-- For ingest, which has no limit: a plan that was kept from a small run takes ten times as long in a large one.
alter role portcullis_ingest set plan_cache_mode = force_custom_plan;
