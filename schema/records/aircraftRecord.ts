import { compactNumber } from '../identifiers/documentNumber.js';
import * as f from './description/make.js';
import { record } from './description/record.js';
import * as subject from './parts/subject.js';
import { interests } from './parts/subjectLinks.js';

/** An aircraft as one source describes it. Its listed name is usually its registration mark. */
export const aircraftRecord = record('AircraftRecord', {
  kind: 'aircraftRecord',
  source: 'persons',
  table: 'aircraft_record',
  idPrefix: 'aircraftrecord',
  named: 'aircraft',
  about: 'An aircraft as one source describes it (source persons).',
  answered: ['AircraftRecord.relations'],
  fields: {
    names: subject.names,
    registration: f.registrationMark({
      about: 'Registration mark; as stated, and flagged, where it has no such form.',
    }),
    pastRegistrations: f.list(
      f.registrationMark({ about: 'Former registration mark, or another beside the present one.' }),
    ),
    country: f.country({ filter: true, facet: true }),
    serialNumber: f.text({ indexed: true }),
    type: f.text({ filter: true, facet: true }),
    model: f.text({ filter: true, facet: true }),
    manufacturer: f.text(),
    buildDate: f.date({ sort: true, histogram: true }),
    icaoAddress: f.icaoAddress({
      filter: true,
      about: 'ICAO 24-bit address (Mode S), six hexadecimal digits; null and flagged where it is none.',
    }),
    // Numbers besides those above.
    identifications: subject.identifications,
    owner: f.text(),
    operator: f.text(),
    notes: f.text(),
    topics: f.list(f.text()),
    sanctions: subject.sanctions,
    // Interests that others hold in the aircraft: each states its `holder`.
    interests,
    ...subject.namedFields,
    aliases: subject.aliases,
    registrationKey: f.computed('text', ({ registration }: Marked) => keyOf(registration), { node: null }),
    registrationKeys: f.computedList(f.text(), registrationKeys, {
      node: null,
      filter: 'registration',
      sought: compactNumber,
    }),
    serialKey: f.computed('text', ({ serialNumber }: Marked) => keyOf(serialNumber), {
      node: null,
      filter: 'serialNumber',
      sought: compactNumber,
    }),
    programmes: subject.programmes({ facet: 'PROGRAMME' }),
    partRefs: subject.partRefs,
  },
});

interface Marked {
  readonly registration?: string | null;
  readonly pastRegistrations?: readonly string[];
  readonly serialNumber?: string | null;
}

function keyOf(number: string | null | undefined): string | null {
  return number ? compactNumber(number) : null;
}

function registrationKeys({ registration, pastRegistrations = [] }: Marked): string[] {
  const marks = [...(registration ? [registration] : []), ...pastRegistrations];
  return [...new Set(marks.map(compactNumber).filter((key) => key !== ''))];
}
