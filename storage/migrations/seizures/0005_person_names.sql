\ir ../shared/person_names.sql schema=seizures table=seizure_person
