-- OFAC's consolidated list is a source of its own. What was entered under ofac-sdn from its files moves there with its id,
-- history and provenance. Its ref is made anew by the next delivery, to which each record is a changed one: the source is
-- part of what is compared.
update persons.person r set source = 'ofac-consolidated' from persons.provenance p
  where p.record_table = 'persons.person' and p.record_id = r.id and p.source = 'ofac-sdn' and p.file_name ~* '(^|[!/\\])cons_';
update persons.organization r set source = 'ofac-consolidated' from persons.provenance p
  where p.record_table = 'persons.organization' and p.record_id = r.id and p.source = 'ofac-sdn' and p.file_name ~* '(^|[!/\\])cons_';
update persons.vessel_record r set source = 'ofac-consolidated' from persons.provenance p
  where p.record_table = 'persons.vessel_record' and p.record_id = r.id and p.source = 'ofac-sdn' and p.file_name ~* '(^|[!/\\])cons_';
update persons.history h set source = 'ofac-consolidated'
  where h.source = 'ofac-sdn' and (h.file_name ~* '(^|[!/\\])cons_' or exists (
    select from persons.provenance p where p.record_table = h.record_table and p.record_id = h.record_id
      and p.source = 'ofac-sdn' and p.file_name ~* '(^|[!/\\])cons_'));
update persons.provenance set source = 'ofac-consolidated' where source = 'ofac-sdn' and file_name ~* '(^|[!/\\])cons_';
