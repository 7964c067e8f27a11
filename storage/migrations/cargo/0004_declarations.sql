-- What customs declarations state beside an entry summary declaration: values, offices, documents, places in words, and
-- times as they are written where they have no time zone.

alter table cargo.consignment
  -- cargo.movement
  add column declaration_type text,
  add column declared_at timestamptz,
  add column declared_at_stated text,
  add column departure_stated text,
  add column estimated_arrival_stated text,
  add column actual_arrival_stated text,
  add column place_of_loading_stated text,
  add column place_of_unloading_stated text,
  add column place_of_acceptance_stated text,
  add column place_of_delivery_stated text,
  add column goods_location text,
  add column country_of_export text,
  add column country_of_destination text,
  add column customs_office_exit text,
  add column delivery_terms text,
  add column seals text[] not null default '{}',
  add column documents text[] not null default '{}',
  -- cargo.goods
  add column invoice_minor_units bigint,
  add column invoice_currency text,
  add column freight_minor_units bigint,
  add column freight_currency text,
  add column insurance_minor_units bigint,
  add column insurance_currency text;
comment on column cargo.consignment.declaration_type is 'EUCDM 11 01 and 11 02, e.g. IMA, EXD.';
comment on column cargo.consignment.estimated_arrival_stated is
  'As written, where it has no time zone or no time of day; estimated_arrival is then midnight UTC of that day.';
comment on column cargo.consignment.place_of_loading_stated is 'In words, where it is no UN/LOCODE or more is said.';
comment on column cargo.consignment.seals is 'Those that the declaration ties to no container.';
comment on column cargo.consignment.documents is 'Type and reference, a space between: DCR 9GB000000000001-A.';
comment on column cargo.consignment.invoice_minor_units is 'Cents, or what the currency has (ISO 4217).';
create index consignment_lrn on cargo.consignment (lrn) where lrn is not null;
create index consignment_country_of_destination on cargo.consignment (country_of_destination, id)
  where country_of_destination is not null;

alter table cargo.goods_item
  add column commodity_code text,
  add column country_of_origin text,
  add column value_minor_units bigint,
  add column value_currency text,
  add column additional_information text[] not null default '{}',
  add column documents text[] not null default '{}';
comment on column cargo.goods_item.commodity_code is 'As declared, digits alone: 2 to 10 of them, TARIC included.';
create index goods_item_commodity_code on cargo.goods_item (commodity_code text_pattern_ops);
