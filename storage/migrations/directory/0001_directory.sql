-- Source "directory": places, code lists, and what is loaded.

\ir ../shared/ingest_tables.sql

\ir ../shared/envelopes.sql

-- Places by UN/LOCODE. The list is a start, not a copy of the code list: any well-formed code resolves.
create table directory.location (
  unlocode text primary key, -- UN/ECE Recommendation 16: country, then three letters or digits 2-9
  name text not null,
  country text not null,
  functions text[] not null default '{}', -- 1 port, 2 rail, 3 road, 4 airport, 5 postal, 6 multimodal, 7 fixed, B border
  latitude float8,
  longitude float8
);

-- Public facts, positions to about a kilometre.
insert into directory.location (unlocode, name, country, functions, latitude, longitude) values
  ('NLRTM', 'Rotterdam', 'NL', '{1,2,3,4,5}', 51.92, 4.48),
  ('NLAMS', 'Amsterdam', 'NL', '{1,2,3,4,5}', 52.37, 4.9),
  ('NLVLI', 'Vlissingen', 'NL', '{1,2,3}', 51.45, 3.58),
  ('BEANR', 'Antwerpen', 'BE', '{1,2,3,4,5}', 51.22, 4.4),
  ('BEZEE', 'Zeebrugge', 'BE', '{1,2,3}', 51.33, 3.2),
  ('BELGG', 'Liège', 'BE', '{1,2,3,4,5}', 50.63, 5.57),
  ('DEHAM', 'Hamburg', 'DE', '{1,2,3,4,5}', 53.55, 10.0),
  ('DEBRV', 'Bremerhaven', 'DE', '{1,2,3}', 53.55, 8.58),
  ('DEFRA', 'Frankfurt am Main', 'DE', '{1,2,3,4,5}', 50.12, 8.68),
  ('DELEJ', 'Leipzig', 'DE', '{2,3,4,5}', 51.33, 12.37),
  ('FRLEH', 'Le Havre', 'FR', '{1,2,3,4,5}', 49.5, 0.13),
  ('FRMRS', 'Marseille', 'FR', '{1,2,3,4,5}', 43.3, 5.37),
  ('FRPAR', 'Paris', 'FR', '{2,3,4,5}', 48.87, 2.33),
  ('ESALG', 'Algeciras', 'ES', '{1,2,3}', 36.13, -5.45),
  ('ESVLC', 'Valencia', 'ES', '{1,2,3,4,5}', 39.47, -0.38),
  ('ESBCN', 'Barcelona', 'ES', '{1,2,3,4,5}', 41.38, 2.18),
  ('PTLIS', 'Lisboa', 'PT', '{1,2,3,4,5}', 38.72, -9.13),
  ('PTSIE', 'Sines', 'PT', '{1,2,3}', 37.95, -8.87),
  ('ITGIT', 'Gioia Tauro', 'IT', '{1,2,3}', 38.43, 15.9),
  ('ITGOA', 'Genova', 'IT', '{1,2,3,4,5}', 44.4, 8.93),
  ('ITTRS', 'Trieste', 'IT', '{1,2,3,4,5}', 45.65, 13.78),
  ('GRPIR', 'Piraeus', 'GR', '{1,2,3}', 37.95, 23.63),
  ('MTMAR', 'Marsaxlokk', 'MT', '{1}', 35.83, 14.55),
  ('HRRJK', 'Rijeka', 'HR', '{1,2,3,4,5}', 45.33, 14.42),
  ('SIKOP', 'Koper', 'SI', '{1,2,3}', 45.55, 13.73),
  ('PLGDN', 'Gdansk', 'PL', '{1,2,3,4,5}', 54.35, 18.67),
  ('PLGDY', 'Gdynia', 'PL', '{1,2,3}', 54.53, 18.53),
  ('EETLL', 'Tallinn', 'EE', '{1,2,3,4,5}', 59.43, 24.75),
  ('LVRIX', 'Riga', 'LV', '{1,2,3,4,5}', 56.95, 24.1),
  ('LTKLJ', 'Klaipeda', 'LT', '{1,2,3}', 55.72, 21.12),
  ('SEGOT', 'Göteborg', 'SE', '{1,2,3,4,5}', 57.72, 11.97),
  ('DKAAR', 'Aarhus', 'DK', '{1,2,3,4,5}', 56.15, 10.22),
  ('FIHEL', 'Helsinki', 'FI', '{1,2,3,4,5}', 60.17, 24.97),
  ('IEDUB', 'Dublin', 'IE', '{1,2,3,4,5}', 53.33, -6.25),
  ('GBFXT', 'Felixstowe', 'GB', '{1,2,3}', 51.97, 1.35),
  ('GBSOU', 'Southampton', 'GB', '{1,2,3,4,5}', 50.9, -1.4),
  ('NOOSL', 'Oslo', 'NO', '{1,2,3,4,5}', 59.92, 10.75),
  ('ROCND', 'Constanta', 'RO', '{1,2,3,4,5}', 44.18, 28.65),
  ('BGVAR', 'Varna', 'BG', '{1,2,3,4,5}', 43.22, 27.92),
  ('TRIST', 'Istanbul', 'TR', '{1,2,3,4,5}', 41.02, 28.97),
  ('TRMER', 'Mersin', 'TR', '{1,2,3}', 36.8, 34.63),
  ('COBUN', 'Buenaventura', 'CO', '{1,2,3,4}', 3.88, -77.05),
  ('COCTG', 'Cartagena', 'CO', '{1,3,4,5}', 10.42, -75.53),
  ('ECGYE', 'Guayaquil', 'EC', '{1,2,3,4,5}', -2.17, -79.83),
  ('PECLL', 'Callao', 'PE', '{1,2,3}', -12.07, -77.15),
  ('BRSSZ', 'Santos', 'BR', '{1,2,3}', -23.95, -46.33),
  ('BRPNG', 'Paranaguá', 'BR', '{1,2,3}', -25.52, -48.5),
  ('ARBUE', 'Buenos Aires', 'AR', '{1,2,3,4,5}', -34.58, -58.67),
  ('CLSAI', 'San Antonio', 'CL', '{1,2,3}', -33.58, -71.62),
  ('PAMIT', 'Manzanillo', 'PA', '{1}', 9.37, -79.88),
  ('PABLB', 'Balboa', 'PA', '{1,2,3}', 8.95, -79.57),
  ('CRLIO', 'Puerto Limón', 'CR', '{1,3,4}', 9.98, -83.03),
  ('DOCAU', 'Caucedo', 'DO', '{1}', 18.43, -69.63),
  ('MXZLO', 'Manzanillo', 'MX', '{1,2,3,4}', 19.05, -104.32),
  ('USNYC', 'New York', 'US', '{1,2,3,4,5}', 40.7, -74.0),
  ('USLAX', 'Los Angeles', 'US', '{1,2,3,4,5}', 34.05, -118.25),
  ('MAPTM', 'Tanger Med', 'MA', '{1}', 35.88, -5.5),
  ('EGPSD', 'Port Said', 'EG', '{1,2,3}', 31.27, 32.3),
  ('DJJIB', 'Djibouti', 'DJ', '{1,2,3,4,5}', 11.6, 43.15),
  ('SOMGQ', 'Mogadishu', 'SO', '{1,3,4}', 2.03, 45.35),
  ('KEMBA', 'Mombasa', 'KE', '{1,2,3,4,5}', -4.05, 39.67),
  ('NGAPP', 'Apapa', 'NG', '{1,2,3}', 6.45, 3.37),
  ('GHTEM', 'Tema', 'GH', '{1,2,3}', 5.67, 0.0),
  ('ZADUR', 'Durban', 'ZA', '{1,2,3,4,5}', -29.85, 31.02),
  ('AEJEA', 'Jebel Ali', 'AE', '{1}', 25.0, 55.05),
  ('INNSA', 'Nhava Sheva', 'IN', '{1,2}', 18.95, 72.95),
  ('PKKHI', 'Karachi', 'PK', '{1,2,3,4,5}', 24.87, 67.05),
  ('LKCMB', 'Colombo', 'LK', '{1,2,3,4,5}', 6.93, 79.85),
  ('SGSIN', 'Singapore', 'SG', '{1,2,3,4,5}', 1.28, 103.85),
  ('MYPKG', 'Port Klang', 'MY', '{1,2,3}', 3.0, 101.4),
  ('HKHKG', 'Hong Kong', 'HK', '{1,2,3,4,5}', 22.3, 114.17),
  ('CNSHA', 'Shanghai', 'CN', '{1,2,3,4,5}', 31.23, 121.48),
  ('CNNGB', 'Ningbo', 'CN', '{1,2,3,4,5}', 29.87, 121.55),
  ('CNYTN', 'Yantian', 'CN', '{1}', 22.57, 114.27),
  ('KRPUS', 'Busan', 'KR', '{1,2,3,4,5}', 35.1, 129.03),
  ('KPNAM', 'Nampo', 'KP', '{1,2,3}', 38.73, 125.4),
  ('JPTYO', 'Tokyo', 'JP', '{1,2,3,4,5}', 35.68, 139.75),
  ('RULED', 'Saint Petersburg', 'RU', '{1,2,3,4,5}', 59.93, 30.3);

-- Reference data: code lists, one row a code in the version that was loaded last. Public; the envelope says who loaded it.
create table directory.code (
\ir ../shared/envelope_columns.sql schema=directory table=code
  -- Why C: codes are ordered and searched by their letters and digits, in the order of ASCII.
  list text collate "C" not null, -- unlocode, hs, rec20, rec21, countries, and small tables beside them, e.g. hs-sections
  code text collate "C" not null, -- a list may state one twice, under two names
  name text not null,
  parent text collate "C", -- the code one level up
  version text not null, -- edition, e.g. 2024-1; `unstated` where neither the file nor its name says
  valid_from text, -- PartialDate
  valid_until text, -- PartialDate
  properties jsonb not null default '{}',
  unique (ref),
  unique (source, source_ref)
);
create index code_envelope_key on directory.code (envelope_key);
create index code_list on directory.code (list, code, id);
create index code_parent on directory.code (list, parent, code, id);

-- What is loaded: one row a feed and originator, as the last published run left it. Written by ingest.
\ir ../shared/loaded_source.sql

-- The rows as records with an envelope, so that the walls decide on each.
create view directory.loaded_source_record as
select
  'loadedsource_' || encode(sha256(convert_to(s.source || '/' || s.originator, 'UTF8')), 'hex') as id,
\ir ../shared/loaded_source_envelope.sql
  s.format, s.format_version, s.files, s.file_hashes, s.run_id, s.loaded_at, s.records, s.quarantined, s.withdrawn,
  s.unmapped, s.sequence
from directory.loaded_source s;
