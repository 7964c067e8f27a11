// SPDX-License-Identifier: Apache-2.0
import type { RecordBase } from './base.js';

/** Code lists that reference data is loaded for. */
export type CodeListName = 'unlocode' | 'hs' | 'rec20' | 'rec21' | 'countries';

/** One entry of a code list, in one version of it. `sourceRef` is `list/code`. */
export interface CodeRecord extends RecordBase {
  readonly kind: 'code';
  readonly list: CodeListName;
  readonly code: string;
  /** Name in the list's own words. */
  readonly name: string;
  /** Code one level up, e.g. the heading of a subheading. */
  readonly parent?: string | null;
  /** Version of the list, e.g. `2022`, `2024-1`. */
  readonly version: string;
  /** PartialDates. */
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  /** What else the list says of it: functions and position of a location, factor of a unit. JSON. */
  readonly properties?: Readonly<Record<string, unknown>>;
}
