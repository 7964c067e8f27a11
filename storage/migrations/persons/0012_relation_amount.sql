-- What is owed or was paid, as FollowTheMoney states it of debts and payments.
alter table persons.relation add column amount_minor_units bigint;
alter table persons.relation add column amount_currency text;
comment on column persons.relation.amount_minor_units is 'In minor units of the currency (ISO 4217)';
