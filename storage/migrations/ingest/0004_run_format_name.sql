-- `format` is the source of the records; this is the format that read them. The same but for mappings and exports.
alter table ingest.run add column format_name text;
update ingest.run set format_name = case when format like 'mapped%' then 'mapped' else format end;
