// SPDX-License-Identifier: Apache-2.0
import { catalogue, type MappedKind } from '../../mapping/catalogue/index.js';
import type { KindCatalogue } from '../../mapping/catalogue/types.js';
import type { RecordKind } from '../../records/record.js';

/** What a mapping may fill of a kind of record; null for kinds that none yields. */
export function catalogueOf(kind: RecordKind): KindCatalogue | null {
  return Object.hasOwn(catalogue, kind) ? catalogue[kind as MappedKind] : null;
}
