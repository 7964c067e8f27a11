import type { TextForm } from '../../parts/schema.gql.js';

/** Kinds of record in the order in which they are shown, as the answer names them. */
export const kinds = [
  ...(['persons', 'organizations', 'vessels', 'aircraft'] as const),
  ...(['consignments', 'seizures', 'incidents', 'jointOperations'] as const),
] as const;
export type Kind = (typeof kinds)[number];

/** Ways by which records are found, in the order of their weight. */
export const ways = ['exact', 'near', 'similar', 'words'] as const;
export type Way = (typeof ways)[number];

/** A value of a row: where it stands below the record, and how it is written. */
export interface Column {
  /** Key of its title in the catalogue. */
  readonly title: string;
  readonly path: readonly string[];
  /** A constant written in words; a number; a text that may be long, and is broken into lines. */
  readonly as?: 'constant' | 'number' | 'text';
}

/** What the search does with a kind of record. */
export interface KindSearch {
  /** Its type in the schema. */
  readonly type: string;
  /** Forms of a text by which it is looked up. */
  readonly forms: readonly TextForm[];
  /** Ways beside the look-up. */
  readonly ways: readonly Way[];
  /** The first column names the record. */
  readonly columns: readonly Column[];
}

const column = (title: string, ...path: readonly string[]): Column => ({
  title,
  path: path.length === 0 ? [title] : path,
});
const text = (title: string, ...path: readonly string[]): Column => ({ ...column(title, ...path), as: 'text' });
const named = [text('name')];

/** Each kind. A test holds forms and ways equal to those of the sources. */
export const kindSearch: Readonly<Record<Kind, KindSearch>> = {
  persons: {
    type: 'Person',
    forms: ['DOCUMENT_NUMBER', 'WALLET', 'IBAN', 'TELEPHONE', 'EMAIL', 'EORI'],
    ways: ['similar'],
    columns: [...named, column('birthDate'), column('nationality')],
  },
  organizations: {
    type: 'Organization',
    forms: ['EORI', 'LEI', 'VAT_NUMBER', 'TELEPHONE', 'EMAIL', 'DOCUMENT_NUMBER'],
    ways: ['similar'],
    columns: [...named, column('jurisdiction'), column('registrationNumber')],
  },
  vessels: {
    type: 'VesselRecord',
    forms: ['IMO', 'MMSI', 'CALL_SIGN'],
    ways: ['similar'],
    columns: [...named, column('imo'), column('flag')],
  },
  aircraft: {
    type: 'AircraftRecord',
    forms: ['REGISTRATION_MARK', 'ICAO_ADDRESS'],
    ways: ['similar'],
    columns: [...named, column('registration'), text('type')],
  },
  consignments: {
    type: 'Consignment',
    forms: [
      ...(['MRN', 'CONTAINER', 'IMO', 'EORI', 'AIR_WAYBILL', 'REGISTRATION_MARK', 'FLIGHT'] as const),
      ...(['DOCUMENT_NUMBER', 'UNLOCODE', 'HS_CODE'] as const),
    ],
    ways: ['words'],
    columns: [
      column('mrn'),
      column('lrn'),
      column('loading', 'placeOfLoading', 'unlocode'),
      column('unloading', 'placeOfUnloading', 'unlocode'),
      column('estimatedArrival'),
      text('consignor', 'consignor', 'name'),
      text('consignee', 'consignee', 'name'),
    ],
  },
  seizures: {
    type: 'Seizure',
    forms: [
      ...(['CASE_REFERENCE', 'MRN', 'CONTAINER', 'IMO', 'REGISTRATION_MARK', 'FLIGHT'] as const),
      ...(['LICENCE_PLATE', 'DOCUMENT_NUMBER', 'UNLOCODE'] as const),
    ],
    ways: ['words', 'near'],
    columns: [
      column('caseReference'),
      column('seizedAt'),
      text('place', 'place', 'name'),
      { ...column('normalisedKg'), as: 'number' },
      { ...column('legalStatus'), as: 'constant' },
    ],
  },
  incidents: {
    type: 'Incident',
    forms: ['CASE_REFERENCE', 'MRN', 'CONTAINER', 'IMO', 'UNLOCODE'],
    ways: ['similar', 'words', 'near'],
    columns: [text('title'), { ...column('kind'), as: 'constant' }, column('occurredAt'), text('area')],
  },
  jointOperations: {
    type: 'JointOperation',
    forms: [],
    ways: ['words'],
    columns: [...named, column('startsAt'), column('endsAt')],
  },
};

/** Whose a record is, and how it may be handled: two columns at the end of each kind, each of two data. */
export const handlingColumns: readonly (readonly [Column, Column])[] = [
  [column('from', 'handling', 'originator'), column('feed', 'handling', 'source')],
  [
    { ...column('marking', 'handling', 'classification'), as: 'constant' },
    column('handlingCodes', 'handling', 'handlingCodes'),
  ],
];
