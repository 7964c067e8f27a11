-- What a count reads of a record: whose it is to see, and until when.
\ir ../shared/counted.sql schema=seizures table=seizure
\ir ../shared/counted.sql schema=seizures table=seizure_statistic

-- What counts and facets read under a filter: cargo says more.
create index seizure_counted on seizures.seizure (envelope_key, expires_at, place_unlocode, place_country, legal_status,
  risk_channel, detection_method, concealment, conveyance_mode, route_origin_country, seized_at);
