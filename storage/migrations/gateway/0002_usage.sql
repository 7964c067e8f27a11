-- How often answers had a field, by agency and registered document, a week: counts alone, never who asked, for which case, or with what.
create table gateway.usage (
  week date not null, -- its Monday, UTC
  agency text not null,
  document_id text not null, -- empty for free texts
  coordinate text not null, -- Type.field
  times bigint not null,
  last_on date not null,
  primary key (agency, document_id, coordinate, week)
);
create index usage_coordinate on gateway.usage (coordinate);

-- Deletes what is older than two years and a month. The gateway's login, which cannot delete, may do that and nothing else.
create function gateway.sweep_usage() returns void
language sql volatile security definer set search_path = ''
as $$ delete from gateway.usage where week < current_date - interval '25 months' $$;
