import { expect } from '@jest/globals';
import { createMappedFormat } from '../../../../ingest/formats/mapped.js';
import type { Mapping } from '../../../../ingest/mapping/mapping.js';
import { parseMapping } from '../../../../ingest/mapping/parse/parse.js';
import { readAll, writeFile } from '../../support/samples.js';

// All rows are invented.
export function mappingOf(text: string): Mapping {
  const { mapping, mistakes } = parseMapping(text, 'm.yaml');
  expect(mistakes).toEqual([]);
  return mapping as Mapping;
}

export function read(mapping: string, file: string | Buffer, name = 'rows.csv') {
  return readAll(createMappedFormat(mappingOf(mapping)), [writeFile(name, file)]);
}

export const people = `
version: 1
kind: person
source: mapped-specimens
input: {type: csv, delimiter: ';', skipLines: 1, nullValues: [n/a]}
key: Nr
envelope:
  handling: H1
  dataSubjectCategory: {column: Rolle, map: {V: SUSPECT, Z: WITNESS}}
fields:
  names: {template: '{Nachname}, {Vorname}'}
  names[kind=ALIAS].name: {columns: alias_*}
  birthDates: {column: Geburtsdatum, date: [dd.MM.yyyy, yyyy]}
  nationalities: {column: Staat, split: '/'}
  gender: {column: Geschl., map: {M: male, W: female}}
  identifications[type=PASSPORT].number: Pass
  identifications[type=PASSPORT].country: Passland
ignore: [Bemerkung]
`;
export const title = 'Export der Exempelstelle;;;;;;;;;;;';
export const header =
  'Nr;Nachname;Vorname;Geburtsdatum;Staat;Geschl.;Pass;Passland;Alias_1;Alias_2;Rolle;Bemerkung;Neu';
export const readPeople = (...lines: string[]) => read(people, [title, header, ...lines].join('\n'));
