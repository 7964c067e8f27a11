comment on column {schema}.{table}.subject_category is 'As the delivery states it; Directive 2016/680, Article 6';
comment on column {schema}.{table}.record_category is 'As the persons source tells it of the record at the end of the link';
comment on column {schema}.{table}.subject_known is
  'Whether the persons source has told what it knows of the record at the end; until then the link is protected';
create index {table}_untold on {schema}.{table} ({ref}) where {ref} is not null and not subject_known;
