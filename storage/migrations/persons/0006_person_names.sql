\ir ../shared/person_names.sql schema=persons table=relation
