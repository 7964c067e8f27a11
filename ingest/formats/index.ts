// SPDX-License-Identifier: Apache-2.0
import type { Format } from './format.js';
import { ofacSdn } from './ofac-sdn.js';
import { pirateAttacks } from './pirate-attacks.js';

/** Every format that `portcullis ingest` reads, by name. */
export const formats: ReadonlyMap<string, Format> = new Map(
  [ofacSdn, pirateAttacks].map((format) => [format.name, format]),
);
