import type { ListKind } from './kind.js';

const text = { is: 'text', hasBeginning: true } as const;
const country = { is: 'text', hasBeginning: false, writing: 'country' } as const;
const codes = { is: 'oneOf' } as const;
const name = { is: 'oneOf', isName: true } as const;
const programmes = { id: 'sanctions', below: '{ programme }', each: ['programme'] } as const;
const feed = { id: 'handling', below: '{ source }', path: ['source'] } as const;

export const persons: ListKind = {
  id: 'persons',
  root: 'persons',
  type: 'Person',
  stem: 'Person',
  columns: [
    { id: 'name', order: 'NAME', isFirst: true },
    { id: 'birthDate', order: 'BIRTH_DATE', isFirst: true },
    { id: 'birthCountry', isFirst: true },
    { id: 'nationality', isFirst: true },
    { id: 'gender', isFirst: true },
    { id: 'alerts', below: '{ suggestedAction }', each: ['suggestedAction'], writing: 'constant', isFirst: true },
    { ...programmes, isFirst: true },
    { id: 'topics', isFirst: true },
    { ...feed, isFirst: true },
    { id: 'birthPlace' },
    { id: 'countries' },
    { id: 'deathDate' },
    { id: 'reason' },
  ],
  data: [
    { id: 'name', form: name },
    { id: 'birthDate', form: { is: 'dateBeginning' } },
    { id: 'nationality', form: { is: 'oneOf', writing: 'country' }, facets: ['NATIONALITY'] },
    { id: 'birthCountry', form: country, facets: ['BIRTH_COUNTRY'] },
    { id: 'gender', form: { is: 'text', hasBeginning: false }, facets: ['GENDER'] },
    { id: 'topic', form: codes, facets: ['TOPIC'], of: 'topics' },
    { id: 'programme', form: codes, of: 'sanctions' },
    { id: 'source', form: text, facets: ['SOURCE'], of: 'handling' },
  ],
  times: [{ id: 'BIRTH_DATE', datum: 'birthDate', isDate: true }],
  places: [
    { facet: 'NATIONALITY', datum: 'nationality', by: 'country' },
    { facet: 'BIRTH_COUNTRY', datum: 'birthCountry', by: 'country' },
  ],
};

export const organizations: ListKind = {
  id: 'organizations',
  root: 'organizations',
  type: 'Organization',
  stem: 'Organization',
  columns: [
    { id: 'name', order: 'NAME', isFirst: true },
    { id: 'jurisdiction', isFirst: true },
    { id: 'legalForm', isFirst: true },
    { id: 'incorporationDate', order: 'INCORPORATION_DATE', isFirst: true },
    { id: 'registrationNumber', isFirst: true },
    { id: 'eori', isFirst: true },
    { ...programmes, isFirst: true },
    { id: 'topics', isFirst: true },
    { ...feed, isFirst: true },
    { id: 'countries' },
    { id: 'vatCode' },
    { id: 'leiCode' },
    { id: 'dissolutionDate' },
  ],
  data: [
    { id: 'name', form: name },
    { id: 'jurisdiction', form: country, facets: ['JURISDICTION'] },
    { id: 'topic', form: codes, facets: ['TOPIC'], of: 'topics' },
    { id: 'programme', form: codes, of: 'sanctions' },
    { id: 'registrationNumber', form: text },
    { id: 'eori', form: text },
    { id: 'source', form: text, facets: ['SOURCE'], of: 'handling' },
  ],
  times: [{ id: 'INCORPORATION_DATE', isDate: true }],
  places: [{ facet: 'JURISDICTION', datum: 'jurisdiction', by: 'country' }],
};

export const vessels: ListKind = {
  id: 'vessels',
  root: 'vessels',
  type: 'VesselRecord',
  stem: 'Vessel',
  columns: [
    { id: 'name', order: 'NAME', isFirst: true },
    { id: 'imo', isFirst: true },
    { id: 'flag', isFirst: true },
    { id: 'type', isFirst: true },
    { id: 'buildDate', order: 'BUILD_DATE', isFirst: true },
    { id: 'callSign', isFirst: true },
    { id: 'programmes', isFirst: true },
    { ...feed, isFirst: true },
    { id: 'pastFlags' },
    { id: 'tonnage', writing: 'number' },
    { id: 'mmsi' },
    { id: 'owner' },
    { id: 'operator' },
    { id: 'registrationPort' },
  ],
  data: [
    { id: 'name', form: name },
    { id: 'flag', form: country, facets: ['FLAG'] },
    { id: 'type', form: text, facets: ['TYPE'] },
    { id: 'programme', form: codes, facets: ['PROGRAMME'], of: 'programmes' },
    { id: 'imo', form: text },
    { id: 'callSign', form: text },
    { id: 'mmsi', form: text },
    { id: 'source', form: text, facets: ['SOURCE'], of: 'handling' },
  ],
  times: [{ id: 'BUILD_DATE', isDate: true }],
  places: [{ facet: 'FLAG', datum: 'flag', by: 'country' }],
};

export const aircraft: ListKind = {
  id: 'aircraft',
  root: 'aircraftRecords',
  type: 'AircraftRecord',
  stem: 'Aircraft',
  columns: [
    { id: 'name', order: 'NAME', isFirst: true },
    { id: 'registration', isFirst: true },
    { id: 'country', isFirst: true },
    { id: 'type', isFirst: true },
    { id: 'model', isFirst: true },
    { id: 'serialNumber', isFirst: true },
    { id: 'buildDate', order: 'BUILD_DATE', isFirst: true },
    { id: 'programmes', isFirst: true },
    { ...feed, isFirst: true },
    { id: 'pastRegistrations' },
    { id: 'manufacturer' },
    { id: 'icaoAddress' },
    { id: 'owner' },
    { id: 'operator' },
  ],
  data: [
    { id: 'name', form: name },
    { id: 'registration', form: codes },
    { id: 'country', form: country, facets: ['COUNTRY'] },
    { id: 'type', form: text, facets: ['TYPE'] },
    { id: 'model', form: text, facets: ['MODEL'] },
    { id: 'programme', form: codes, facets: ['PROGRAMME'], of: 'programmes' },
    { id: 'serialNumber', form: text },
    { id: 'icaoAddress', form: text },
    { id: 'source', form: text, facets: ['SOURCE'], of: 'handling' },
  ],
  times: [{ id: 'BUILD_DATE', isDate: true }],
  places: [{ facet: 'COUNTRY', datum: 'country', by: 'country' }],
};
