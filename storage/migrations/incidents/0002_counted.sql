-- What a count reads of a record: whose it is to see, and until when.
\ir ../shared/counted.sql schema=incidents table=incident
\ir ../shared/counted.sql schema=incidents table=joint_operation

-- What counts and facets read under a filter: cargo says more.
create index incident_counted on incidents.incident (envelope_key, expires_at, kind, crime_area, status, country_code,
  unlocode, occurred_at);
