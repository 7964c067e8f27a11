// SPDX-License-Identifier: Apache-2.0
import { toWordKey } from './codeTable.js';

/** Modes of UNECE Recommendation 19, and the words by which records state them; 9 is the Union's own propulsion. */
const words: Readonly<Record<number, readonly string[]>> = {
  0: ['not specified', 'unspecified'],
  1: [
    'maritime',
    'sea',
    'ocean',
    'vessel',
    'ship',
    'sea freight',
    'ocean freight',
    'maritime transport',
    'sea transport',
  ],
  2: ['rail', 'railway', 'train', 'rail freight', 'rail transport'],
  3: ['road', 'truck', 'lorry', 'road freight', 'road transport', 'motor'],
  4: ['air', 'air charter', 'air freight', 'aircraft', 'flight', 'air transport'],
  5: ['mail', 'post', 'postal', 'postal consignment', 'parcel post'],
  6: ['multimodal', 'multimodal transport', 'combined', 'intermodal'],
  7: ['fixed', 'fixed installation', 'fixed transport installation', 'fixed transport installations', 'pipeline'],
  8: ['inland waterway', 'inland water', 'inland water transport', 'inland waterway transport', 'barge'],
  9: ['own propulsion', 'mode unknown'],
};

const modeOf = new Map(Object.entries(words).flatMap(([mode, names]) => names.map((name) => [name, Number(mode)])));

/**
 * Mode of transport, 0 to 9, from its code (`1`; of two digits the first is the mode) or a common
 * word in any case: `Ocean`, `Truck`, `Air Charter`. Null where it names none.
 *
 * @see UNECE Recommendation 19; Union Customs Code data element 19 03 for 9
 */
export function toTransportMode(text: string | null | undefined): number | null {
  const word = toWordKey(text ?? '');
  if (/^\d{1,2}$/.test(word)) return Number(word[0]);
  return modeOf.get(word) ?? null;
}
