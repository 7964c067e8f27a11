-- Orders that a list may be asked in, so that a page is read off an index; rows without a value are read by id.
create index organization_incorporation_date on persons.organization (incorporation_date, id)
  where incorporation_date is not null;
create index vessel_record_build_date on persons.vessel_record (build_date, id) where build_date is not null;
