\ir ../shared/link_subjects.sql schema=seizures table=seizure_person ref=person_ref
