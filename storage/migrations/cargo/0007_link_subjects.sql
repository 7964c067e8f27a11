-- Who stands at the end of a link is protected by what is known of that person, whatever the record around it says.
alter table cargo.trade_party add column subject_category text;
alter table cargo.trade_party add column subject_minor boolean;
alter table cargo.trade_party add column record_category text;
alter table cargo.trade_party add column record_minor boolean;
alter table cargo.trade_party add column subject_known boolean not null default false;
comment on column cargo.trade_party.subject_category is 'As the delivery states it; Directive 2016/680, Article 6';
comment on column cargo.trade_party.record_category is 'As the persons source tells it of the record at the end of the link';
comment on column cargo.trade_party.subject_known is
  'Whether the persons source has told what it knows of the record at the end; until then the link is protected';
create index trade_party_untold on cargo.trade_party (person_ref) where person_ref is not null and not subject_known;
