import type { LinkEnd } from '../../../records/persons.js';

/** Kinds of record that links may refer to. */
export type SubjectKind = keyof LinkEnd & ('person' | 'organization' | 'vesselRecord' | 'aircraftRecord');

const allKinds = ['person', 'organization', 'vesselRecord', 'aircraftRecord'] as const;

/** Kinds of record that entities of a schema may become; of any other schema all. */
const kindsOfRange: Readonly<Record<string, readonly SubjectKind[]>> = {
  Person: ['person'],
  Organization: ['organization'],
  LegalEntity: ['person', 'organization'],
  Asset: ['organization', 'vesselRecord', 'aircraftRecord'],
};

/** The link end of an entity's id in a property with this range. */
export function endOf(range: string | undefined, sourceRef: string): LinkEnd {
  return toLinkEnd(sourceRef, kindsOfRange[range ?? ''] ?? allKinds);
}

/** A link end that may be any of these kinds. */
export function toLinkEnd(sourceRef: string, kinds: readonly SubjectKind[]): LinkEnd {
  return Object.fromEntries(kinds.map((kind) => [kind, { source: 'ftm', sourceRef }]));
}
