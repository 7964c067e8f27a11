-- What a count reads of a record: whose it is to see, and until when.
\ir ../shared/counted.sql schema=persons table=person
\ir ../shared/counted.sql schema=persons table=organization
\ir ../shared/counted.sql schema=persons table=vessel_record
\ir ../shared/counted.sql schema=persons table=aircraft_record
\ir ../shared/counted.sql schema=persons table=relation
\ir ../shared/counted.sql schema=persons table=interest
