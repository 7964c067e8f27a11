\ir ../shared/link_subjects.sql schema=cargo table=trade_party ref=person_ref
