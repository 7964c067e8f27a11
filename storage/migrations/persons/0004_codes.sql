-- Codes of organizations and ships that a search looks up, as they are compared.
create index organization_lei_code on persons.organization ((upper(regexp_replace(lei_code, '[^A-Za-z0-9]', '', 'g'))))
  where lei_code is not null;
create index organization_vat_code on persons.organization ((upper(regexp_replace(vat_code, '[^A-Za-z0-9]', '', 'g'))))
  where vat_code is not null;
create index vessel_record_call_sign on persons.vessel_record ((upper(regexp_replace(call_sign, '[^A-Za-z0-9]', '', 'g'))))
  where call_sign is not null;
create index vessel_record_mmsi on persons.vessel_record ((upper(regexp_replace(mmsi, '[^A-Za-z0-9]', '', 'g'))))
  where mmsi is not null;
