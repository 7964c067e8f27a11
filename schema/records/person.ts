import { type StatedIdentification, storedKeys } from '../identifiers/documentNumber.js';
import { toScript } from '../identifiers/script.js';
import { codeList } from './description/codeList.js';
import * as f from './description/make.js';
import { record } from './description/record.js';
import * as subject from './parts/subject.js';
import { interests, relations } from './parts/subjectLinks.js';

const genders = codeList(null, ['male', 'female', 'other']);

/** CIS Decision 2009/917/JHA, Article 4. */
const warningCodes = codeList('WarningCode', ['ARMED', 'VIOLENT', 'ESCAPING']);

/** CIS Decision 2009/917/JHA, Article 5. */
const suggestedActions = codeList('SuggestedAction', [
  ...(['SIGHTING_AND_REPORTING', 'DISCREET_SURVEILLANCE', 'SPECIFIC_CHECK'] as const),
  'STRATEGIC_OR_OPERATIONAL_ANALYSIS',
]);

const names = f.entries(
  { ...subject.nameFields, script: f.computed('text', ({ name }: { readonly name: string }) => toScript(name)) },
  { main: 'name', required: true },
);

/** Offices, posts and occupations. */
const positions = f.entries(
  {
    title: f.text({ required: true }),
    startDate: f.date(),
    endDate: f.date(),
    status: f.text(),
    sourceRef: subject.partKey('Key of the holding in the source.'),
  },
  { main: 'title', filled: true },
);

/** Periods in which the person was born, where the source states no date. */
const birthPeriods = f.entries(
  { from: f.date({ required: true }), to: f.date({ required: true, about: 'Last date that it may be, inclusive.' }) },
  { main: 'from', filled: true },
);

/** A natural person as one source describes them. Dates are as precise as the source knows them. */
export const person = record('Person', {
  kind: 'person',
  source: 'persons',
  table: 'person',
  idPrefix: 'person',
  named: 'person',
  about: 'A natural person of interest (source persons).',
  answered: ['Person.matches'],
  fields: {
    names,
    firstName: f.text(),
    middleName: f.text(),
    lastName: f.text(),
    fatherName: f.text(),
    title: f.text(),
    birthDates: f.list(f.date(), { about: 'Date of birth, the most likely first; a year alone stays a year.' }),
    birthPeriods,
    birthPlace: f.text(),
    birthCountry: f.country({ filter: true, facet: true }),
    deathDate: f.date(),
    nationalities: f.list(f.country(), {
      column: 'nationality',
      node: 'nationality',
      filter: 'nationality',
      facet: 'NATIONALITY',
    }),
    countries: f.list(f.country()),
    positions,
    ...subject.contacts,
    gender: f.code(genders, { filter: true, facet: true, about: 'Sex as stated.' }),
    eori: f.eori({ node: null, leadsTo: { type: 'EconomicOperator', key: 'eori', node: 'economicOperator' } }),
    identifications: subject.identifications,
    addresses: subject.addresses,
    physical: f.json({
      heightCm: f.number(),
      weightKg: f.kg(),
      eyeColor: f.text(),
      hairColor: f.text(),
      appearance: f.text(),
      warningCodes: f.list(f.code(warningCodes)),
    }),
    alerts: f.entries(
      {
        suggestedAction: f.code(suggestedActions, { required: true }),
        kind: f.text(),
        validFrom: f.date(),
        validUntil: f.date(),
      },
      { main: 'suggestedAction' },
    ),
    reason: f.text(),
    notes: f.text(),
    topics: f.list(f.text(), { filter: 'topic', facet: 'TOPIC' }),
    sanctions: subject.sanctions,
    special: f.json({
      religion: f.text({ about: 'Religion: a special category of personal data, shown to nobody.' }),
      ethnicity: f.text({ about: 'Ethnicity: a special category of personal data.' }),
      political: f.text({ about: 'Political affiliation: a special category of personal data.' }),
    }),
    relations,
    interests,
    ...subject.namedFields,
    name: { ...subject.namedFields.name, repeats: 'names' },
    birthDate: f.computed('date', ({ birthDates }: { birthDates?: readonly string[] }) => birthDates?.[0] ?? null, {
      filter: true,
      sort: true,
      histogram: true,
      repeats: 'birthDates',
    }),
    identificationKeys: f.computedList(f.text(), identificationKeys, { node: null }),
    programmes: subject.programmes({ node: null }),
    partRefs: subject.partRefs,
  },
});

function identificationKeys({ identifications = [] }: { identifications?: readonly StatedIdentification[] }): string[] {
  return [...new Set(identifications.flatMap(storedKeys))];
}
