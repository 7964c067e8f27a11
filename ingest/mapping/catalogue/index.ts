// SPDX-License-Identifier: Apache-2.0
import { records } from '../../../schema/records/index.js';
import { toCatalogue } from './toCatalogue.js';
import type { KindCatalogue } from './types.js';

/** Everything that a mapping may fill, by kind of record: what draft, check, compiler and documentation share. */
export const catalogue = {
  person: toCatalogue(records.person),
  organization: toCatalogue(records.organization),
  vesselRecord: toCatalogue(records.vesselRecord),
  aircraftRecord: toCatalogue(records.aircraftRecord),
  consignment: toCatalogue(records.consignment),
  seizure: toCatalogue(records.seizure),
  incident: toCatalogue(records.incident),
  seizureStatistic: toCatalogue(records.seizureStatistic),
} as const satisfies Record<string, KindCatalogue>;

/** A kind of record that a mapping may yield. */
export type MappedKind = keyof typeof catalogue;

/** All of them. */
export const mappedKinds = Object.keys(catalogue) as readonly MappedKind[];
