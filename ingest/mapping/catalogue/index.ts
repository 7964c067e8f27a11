// SPDX-License-Identifier: Apache-2.0
import { records } from '../../../schema/records/index.js';
import { toCatalogue } from './toCatalogue.js';
import type { KindCatalogue } from './types.js';

/** Kinds of record that a row of a table may become. */
export const mappedKinds = [
  ...(['person', 'organization', 'vesselRecord', 'aircraftRecord'] as const),
  ...(['consignment', 'seizure', 'incident', 'seizureStatistic'] as const),
] as const satisfies readonly (keyof typeof records)[];

/** A kind of record that a mapping may yield. */
export type MappedKind = (typeof mappedKinds)[number];

/** Everything that a mapping may fill, by kind of record: what draft, check, compiler and documentation share. */
export const catalogue = Object.fromEntries(mappedKinds.map((kind) => [kind, toCatalogue(records[kind])])) as Readonly<
  Record<MappedKind, KindCatalogue>
>;
