\ir ../shared/link_subjects.sql schema=incidents table=incident_person ref=person_ref
