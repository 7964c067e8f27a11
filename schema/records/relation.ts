import * as f from './description/make.js';
import { type LinkEnd, record, type Stated } from './description/record.js';
import { during, type End, endColumn, ends, pairs, relationKinds, type relations } from './parts/subjectLinks.js';

const stated = {
  relation: f.code(relationKinds, { required: true, column: 'kind', node: 'kind' }),
  relationship: f.text(),
  ...during,
  amount: f.money(),
  /** The subjects; in a directed relation (represents, owes, paid), those who do so. At least one. */
  subjects: f.entries(ends, { main: 'person', required: true, column: null, node: null }),
  /** At least one. */
  objects: f.entries(ends, { main: 'person', required: true, column: null, node: null }),
};

type Entry = Stated<(typeof relations)['fields']>;

/** A relation as seen from one of its ends. */
interface Link {
  readonly one: End;
  readonly other: End;
  /** Kind and relationship describe the other end. */
  readonly inverse: boolean;
  readonly statedName?: string | null;
  readonly subject?: Entry['subject'];
}

const hidden = { node: null } as const;
const noPerson = { noPerson: 'stated' } as const;
const listed = { unprotected: 'a relation is listed at this end, by the rights in its own record' } as const;

/** A relation that its source keeps as a record of its own; it is shown at both ends. */
export const relation = record('Relation', {
  kind: 'relation',
  source: 'persons',
  table: 'relation',
  idPrefix: 'relation',
  mapped: false,
  about: 'A link between two persons, organizations, ships or aircraft (source persons).',
  links: {
    ofRecord: ({ subjects, objects, ...rest }: Stated<typeof stated>) =>
      pairs(subjects, objects).flatMap(({ one, other }) => [
        { ...rest, one, other, inverse: false },
        { ...rest, one: other, other: one, inverse: true },
      ]),
    ofEntry: ({ kind, ...rest }: Entry, one: LinkEnd) => ({
      ...rest,
      relation: kind,
      one,
      other: rest,
      inverse: false,
    }),
  },
  fields: {
    ...stated,
    person: endColumn('Person', ({ one }: Link) => one.person, null, listed),
    organization: endColumn('Organization', ({ one }: Link) => one.organization, null),
    vesselRecord: endColumn('VesselRecord', ({ one }: Link) => one.vesselRecord, null),
    aircraftRecord: endColumn('AircraftRecord', ({ one }: Link) => one.aircraftRecord, null),
    relative: endColumn('Person', ({ other }: Link) => other.person, 'person'),
    relativeOrganization: endColumn('Organization', ({ other }: Link) => other.organization, 'organization', noPerson),
    relativeVesselRecord: endColumn('VesselRecord', ({ other }: Link) => other.vesselRecord, 'vesselRecord', noPerson),
    relativeAircraftRecord: endColumn(
      'AircraftRecord',
      ({ other }: Link) => other.aircraftRecord,
      'aircraftRecord',
      noPerson,
    ),
    inverse: f.computed('boolean', ({ inverse }: Link) => inverse),
    statedName: f.computed('text', ({ statedName }: Link) => statedName ?? null),
    subjectCategory: f.computed('text', ({ subject }: Link) => subject?.category ?? null, hidden),
    subjectMinor: f.computed('boolean', ({ subject }: Link) => subject?.minor ?? null, hidden),
  },
});
