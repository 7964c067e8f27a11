-- Numbers of records by envelope and facet.
\ir ../shared/cube.sql
