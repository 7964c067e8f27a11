-- What authorities report of a period: never single seizures.
create table seizures.seizure_statistic (
\ir ../shared/envelope_columns.sql
  reported_by text,
  component text,
  region text,
  scope text,
  country text, -- ISO 3166-1 alpha-2
  period_from text not null, -- PartialDate
  period_to text not null, -- PartialDate
  category text not null,
  drug_group text,
  drug text,
  events int,
  quantity double precision,
  unit text, -- UNECE Recommendation 20
  normalised_kg double precision,
  unique (source, source_ref)
);
-- The first and the last day of a partial date, as text: `2018` begins with 2018-01-01, `2018-10` ends by 2018-10-31.
create index seizure_statistic_period on seizures.seizure_statistic
  ((period_from || right('-01-01', 10 - length(period_from))), id);
create index seizure_statistic_country on seizures.seizure_statistic (country, id);
create index seizure_statistic_drug_group on seizures.seizure_statistic (drug_group, id);
create index seizure_statistic_reported_by on seizures.seizure_statistic (reported_by, id);
create index seizure_statistic_events on seizures.seizure_statistic (events, id);
create index seizure_statistic_normalised_kg on seizures.seizure_statistic (normalised_kg, id);
