import * as f from './description/make.js';
import { type LinkEnd, record, type Stated } from './description/record.js';
import {
  during,
  type End,
  endColumn,
  interestEnds,
  interestKinds,
  type interests,
  ofRegister,
  pairs,
} from './parts/subjectLinks.js';

const stated = {
  interest: f.code(interestKinds, { required: true, column: 'kind', node: 'kind' }),
  role: f.text(),
  percentage: f.percentage(),
  ...during,
  /** At least one. */
  holders: f.entries(interestEnds, { main: 'person', required: true, column: null, node: null }),
  /** What they hold it in; at least one. */
  objects: f.entries(interestEnds, { main: 'person', required: true, column: null, node: null }),
};

/** An interest of one holder in one thing. */
interface Link {
  /** The holder. */
  readonly one: End;
  /** What it is held in. */
  readonly other: End;
}

/** An interest that its source keeps as a record of its own. */
export const interest = record('Interest', {
  kind: 'interest',
  source: 'persons',
  table: 'interest',
  idPrefix: 'interest',
  mapped: false,
  about: 'Who owns or directs an organization, a ship or an aircraft (source persons).',
  links: {
    ofRecord: ({ holders, objects, ...rest }: Stated<typeof stated>) =>
      pairs(holders, objects).map((link) => ({ ...rest, ...link })),
    ofEntry: ({ kind, holder, ...rest }: Stated<(typeof interests)['fields']>, asserting: LinkEnd) => ({
      ...rest,
      interest: kind,
      one: holder ?? asserting,
      other: holder ? asserting : rest,
    }),
  },
  fields: {
    ...stated,
    holderPerson: endColumn('Person', ({ one }: Link) => one.person, 'holderPerson', ofRegister),
    holderOrganization: endColumn('Organization', ({ one }: Link) => one.organization, 'holderOrganization'),
    organization: endColumn('Organization', ({ other }: Link) => other.organization, 'organization'),
    vesselRecord: endColumn('VesselRecord', ({ other }: Link) => other.vesselRecord, 'vesselRecord'),
    aircraftRecord: endColumn('AircraftRecord', ({ other }: Link) => other.aircraftRecord, 'aircraftRecord'),
  },
});
