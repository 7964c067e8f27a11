\ir ../shared/person_names.sql schema=incidents table=incident_person
