// SPDX-License-Identifier: Apache-2.0

/** What an object within a record must have to mean anything, and what it has where the mapping does not say. */
export interface ObjectRule {
  readonly needs: readonly string[];
  readonly defaults?: Readonly<Record<string, unknown>>;
}

const pointer: ObjectRule = { needs: ['source', 'sourceRef'] };

/** By the name of the object, in whatever record it stands. */
export const objectRules: Readonly<Record<string, ObjectRule>> = {
  person: pointer,
  organization: pointer,
  vesselRecord: pointer,
  aircraftRecord: pointer,
  seizure: pointer,
  place: { needs: [], defaults: { kind: null } },
  transportDocument: { needs: ['reference'], defaults: { type: 'N705' } },
  borderTransportMeans: { needs: [], defaults: { type: null, identification: null } },
  risk: { needs: ['score', 'result'] },
};
