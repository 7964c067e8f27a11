-- By a full date of birth, as it is stated: who may only know of a person asks by a name and that date. Why so small a pending
-- list: every such question reads it whole.
create index person_birth_dates on persons.person using gin (birth_dates) with (gin_pending_list_limit = 256);
