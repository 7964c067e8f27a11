\ir ../shared/terms_of_versions.sql schema=persons.
