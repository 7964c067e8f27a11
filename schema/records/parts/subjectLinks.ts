import { codeList } from '../description/codeList.js';
import type { FieldOptions, RecordPointer } from '../description/fields.js';
import * as f from '../description/make.js';
import { subject } from './shared.js';

/** Kinds of relation between two subjects, after FollowTheMoney. */
export const relationKinds = codeList('RelationKind', [
  ...(['FAMILY', 'ASSOCIATE', 'UNKNOWN_LINK', 'REPRESENTATION', 'DEBT', 'PAYMENT'] as const),
]);

/** Kinds of interest that one subject has in another, after FollowTheMoney. */
export const interestKinds = codeList('InterestKind', [
  ...(['OWNERSHIP', 'DIRECTORSHIP', 'MEMBERSHIP', 'EMPLOYMENT', 'SUCCESSION', 'OPERATION', 'PARENT'] as const),
]);

/** One end of a link: a pointer for each kind of record that it may be. */
export const ends = {
  person: f.pointer('Person'),
  organization: f.pointer('Organization', { noPerson: 'stated' }),
  vesselRecord: f.pointer('VesselRecord', { noPerson: 'stated' }),
  aircraftRecord: f.pointer('AircraftRecord', { noPerson: 'stated' }),
};

/** Holders of an interest are not protected: registers of companies, ships and aircraft name owners and directors. */
export const ofRegister = { unprotected: 'registers name owners and directors' } as const;

/** One end of an interest. */
export const interestEnds = { ...ends, person: f.pointer('Person', ofRegister) };

/** When a link held, as PartialDates, with a summary. */
export const during = { startDate: f.date(), endDate: f.date(), summary: f.text() };

/** Relations to others that the source of the record asserts. */
export const relations = f.child(
  {
    kind: f.code(relationKinds, {
      required: true,
      otherwise: 'UNKNOWN_LINK',
      about: 'Kind of link; UNKNOWN_LINK where not said.',
    }),
    relationship: f.text(),
    // Null where the source names the other only by its key.
    statedName: f.text({ otherwise: null, about: 'Name of the other.' }),
    ...during,
    amount: f.money(),
    subject,
    ...ends,
  },
  { main: 'statedName', type: 'Relation', asserts: 'relation' },
);

/** Interests that the record's subject holds in others, or that `holder` holds in it. */
export const interests = f.child(
  {
    kind: f.code(interestKinds, { required: true }),
    role: f.text(),
    percentage: f.percentage(),
    ...during,
    ...interestEnds,
    // The holder, where that is not this record's subject, in which the interest is then held.
    holder: f.group(interestEnds, { node: null }),
  },
  { main: 'kind', holds: false, type: 'Interest', asserts: 'interest' },
);

/** A stated end of a link. */
export type End = { readonly [Name in keyof typeof ends]?: RecordPointer | null };

/** A column that points at one end of a link. */
export function endColumn<Link>(
  to: string,
  endOf: (link: Link) => RecordPointer | null | undefined,
  node: string | null,
  options: Pick<FieldOptions, 'noPerson' | 'unprotected'> = {},
) {
  const from = (link: Link) => {
    const end = endOf(link);
    return end ? [end.source, end.sourceRef] : null;
  };
  return f.reference(to, from, { node, ...options });
}

/** The most links of one record; a source that names more has not resolved who is who. */
const maxPairs = 100;

/** A link between every one and every other end, up to the limit. */
export function pairs(
  ones: readonly End[],
  others: readonly End[],
): readonly { readonly one: End; readonly other: End }[] {
  return ones.flatMap((one) => others.map((other) => ({ one, other }))).slice(0, maxPairs);
}
