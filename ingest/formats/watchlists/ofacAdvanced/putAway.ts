import type { XmlItem } from '../../../input/xml/xml.js';
import { openSpilledTexts } from '../../../spill/spilledTexts.js';
import type { PartyKind } from './features.js';

/** An element of a file, with its place and surroundings. */
export type RecordItem = Extract<XmlItem, { kind: 'record' }>;

/** Elements that stand apart from the parties that they belong to, and the attribute by which these find them. */
export const sideKeys = { Location: 'ID', IDRegDocument: 'IdentityID', SanctionsEntry: 'ProfileID' } as const;

/** Name of an element that stands apart. */
export type SideName = keyof typeof sideKeys;

/** What a file says before or behind its parties and is needed with them. Filled first, then asked. */
export interface PutAway {
  put(name: SideName, item: RecordItem): void;
  /** What was put for a number, in file order; each counts as taken, however often. */
  take(name: SideName, id: string | undefined): RecordItem[];
  putKind(profileId: string, kind: PartyKind): void;
  /** What the profile of this number is; null where the file has none. */
  kindOf(profileId: string | undefined): PartyKind | null;
  /** What nobody took, in file order; `tooMany` where its party has more than a record can. */
  left(): Iterable<{ readonly item: RecordItem; readonly tooMany: boolean }>;
  close(): void;
}

/** Opens an empty store: on disk, where there is much. */
export function openPutAway(): PutAway {
  const sides = openSpilledTexts();
  const kinds = openSpilledTexts();
  return {
    put: (name, item) => sides.put([`${name} ${item.element.attributes[sideKeys[name]]}`], JSON.stringify(item)),
    take: (name, id) =>
      id === undefined ? [] : sides.take(`${name} ${id}`).map(({ text }) => JSON.parse(text) as RecordItem),
    putKind: (profileId, kind) => kinds.put([profileId], kind),
    kindOf: (profileId) => (kinds.take(profileId ?? '')[0]?.text as PartyKind | undefined) ?? null,
    left: function* () {
      for (const { text, tooMany } of sides.left()) yield { item: JSON.parse(text) as RecordItem, tooMany };
    },
    close: () => {
      sides.close();
      kinds.close();
    },
  };
}
