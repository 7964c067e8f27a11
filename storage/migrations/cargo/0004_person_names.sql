\ir ../shared/person_names.sql schema=cargo table=trade_party
