// SPDX-License-Identifier: Apache-2.0
import type { SourceRecord } from '../records/record.js';
import { toStoredAircraft } from './aircraft.js';
import { toStoredInterest, toStoredRelation } from './personLinks.js';
import { toStoredOrganization, toStoredPerson, toStoredVessel } from './persons.js';
import type { MakeRef, StoredRecord } from './stored.js';

/** The rows of a record whose type has no description yet: itself first, then the links that it asserts. */
export function toStoredByHand(record: SourceRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  switch (record.kind) {
    case 'person':
      return toStoredPerson(record, source, makeRef);
    case 'organization':
      return toStoredOrganization(record, source, makeRef);
    case 'vesselRecord':
      return toStoredVessel(record, source, makeRef);
    case 'aircraftRecord':
      return toStoredAircraft(record, source, makeRef);
    case 'relation':
      return toStoredRelation(record, source, makeRef);
    case 'interest':
      return toStoredInterest(record, source, makeRef);
    default:
      throw new Error(`${record.kind} has neither description nor store`);
  }
}
