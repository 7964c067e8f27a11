-- What a count reads of a record: whose it is to see, and until when.
\ir ../shared/counted.sql schema=cargo table=consignment

-- What counts and facets read under a filter, so that they read no row. One index for all: which filter meets which facet is
-- the viewer's choice. Bounded columns alone: codes, countries, places, numbers and instants.
create index consignment_counted on cargo.consignment (envelope_key, expires_at, transport_mode, place_of_loading,
  place_of_unloading, country_of_export, country_of_destination, risk_result, risk_score, estimated_arrival, gross_mass_kg);
