-- Orders that a list of consignments may be asked in, so that a page is read off an index. Descending where many rows
-- share a value and the highest is what is asked for; without the rows that have none, which a list reads by id.
create index consignment_actual_arrival on cargo.consignment (actual_arrival, id) where actual_arrival is not null;
create index consignment_gross_mass_kg on cargo.consignment (gross_mass_kg, id) where gross_mass_kg is not null;
create index consignment_risk_score on cargo.consignment (risk_score desc, id) where risk_score is not null;
