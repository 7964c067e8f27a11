// SPDX-License-Identifier: Apache-2.0
import type { ElementFates } from '../format.js';

/** The elements whose fate a format states: what else has a value is reported as unmapped. */
export function knownElements({ mapped, raw, dropped }: ElementFates): ReadonlySet<string> {
  return new Set([...Object.keys(mapped), ...raw, ...Object.keys(dropped)]);
}
