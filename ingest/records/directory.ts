// SPDX-License-Identifier: Apache-2.0
import type { RecordBase } from './base.js';

/** Code lists that reference data is loaded for; those with a hyphen are small tables beside the one they are named after. */
export type CodeListName =
  | 'unlocode'
  | 'unlocode-countries'
  | 'unlocode-subdivisions'
  | 'unlocode-functions'
  | 'unlocode-statuses'
  | 'hs'
  | 'hs-sections'
  | 'rec20'
  | 'rec20-levels'
  | 'rec21'
  | 'countries';

/** What else a list says of a code. Words of the list as they stand, numbers in the unit that the name says. */
export type CodeProperties = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * One entry of a code list, in one version of it. `sourceRef` is `list/code`; `list/code#2` where the list states a code
 * again under a second name.
 */
export interface CodeRecord extends RecordBase {
  readonly kind: 'code';
  readonly list: CodeListName;
  readonly code: string;
  /** Name in the list's own words. */
  readonly name: string;
  /** Code one level up, e.g. the heading of a subheading, the country of a place. */
  readonly parent?: string | null;
  /** Version of the list, e.g. `2022`, `2024-1`; `unstated` where neither the file nor its name says. */
  readonly version: string;
  /** PartialDates. */
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
  /** What else the list says of it: functions and position of a location, factor of a unit. */
  readonly properties?: CodeProperties;
}
