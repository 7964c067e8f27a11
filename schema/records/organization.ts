import { compactNumber } from '../identifiers/documentNumber.js';
import * as f from './description/make.js';
import { record } from './description/record.js';
import * as subject from './parts/subject.js';
import { interests, relations } from './parts/subjectLinks.js';

/** An organization or company as one source describes it. */
export const organization = record('Organization', {
  kind: 'organization',
  source: 'persons',
  table: 'organization',
  idPrefix: 'organization',
  named: 'organization',
  about: 'A company or other organization (source persons).',
  answered: ['Organization.matches'],
  fields: {
    names: subject.names,
    jurisdiction: f.country({ filter: true, facet: true }),
    countries: f.list(f.country()),
    ...subject.contacts,
    // Numbers besides those below, and documents issued to it.
    identifications: subject.identifications,
    relations,
    legalForm: f.text(),
    incorporationDate: f.date({ sort: true, histogram: true }),
    dissolutionDate: f.date(),
    registrationNumber: f.text({ indexed: true }),
    eori: f.eori({
      filter: true,
      leadsTo: { type: 'EconomicOperator', key: 'eori', node: 'economicOperator' },
    }),
    vatCode: f.text({ indexed: true }),
    leiCode: f.text({ indexed: true }),
    taxNumber: f.text(),
    addresses: subject.addresses,
    reason: f.text(),
    notes: f.text(),
    topics: f.list(f.text(), { filter: 'topic', facet: 'TOPIC' }),
    sanctions: subject.sanctions,
    interests,
    ...subject.namedFields,
    aliases: subject.aliases,
    registrationKey: f.computed('text', registrationKey, {
      node: null,
      filter: 'registrationNumber',
      sought: compactNumber,
    }),
    programmes: subject.programmes({ node: null }),
    partRefs: subject.partRefs,
  },
});

function registrationKey({ registrationNumber }: { readonly registrationNumber?: string | null }): string | null {
  return registrationNumber ? compactNumber(registrationNumber) : null;
}
