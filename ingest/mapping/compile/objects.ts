// SPDX-License-Identifier: Apache-2.0

import type { ObjectRule } from '../catalogue/types.js';

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
