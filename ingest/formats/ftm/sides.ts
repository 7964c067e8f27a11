import { openSpilledTexts } from '../../spill/spilledTexts.js';
import { createIdSet, type IdSet } from './idSet.js';

/** An entity that is part of others, as it is put away until they are met. */
export interface Side {
  readonly number: number;
  readonly file: string;
  readonly line: number;
  /** True where its text is within that of the entity that it is part of. */
  readonly nested: boolean;
  /** The line, or the nested entity's text. */
  readonly raw: string;
}

/** A side that is in no record. */
export interface LeftSide extends Side {
  /** True where what it is part of has too many already. */
  readonly tooMany: boolean;
}

/** Entities that are part of others, by the ids of those. Filled first, then asked. */
export interface Sides {
  /** Puts a side away under keys; false, and not put away, where one of this id is there. */
  add(id: string, keys: readonly string[], side: Omit<Side, 'number'>): boolean;
  /** What was put away under a key, in the order of `add`, up to the most that one may have; each counts as taken. */
  take(key: string): Side[];
  /** Those that nobody took, in the order of `add`. */
  left(): Iterable<LeftSide>;
  close(): void;
}

/** Opens an empty store of sides. @param most sides that one may have: all of them are in memory at once */
export function openSides(most?: number): Sides {
  const spilled = openSpilledTexts(most);
  let ids: IdSet | null = createIdSet();
  return {
    add: (id, keys, { file, line, nested, raw }) => {
      // Why null after the first `take`: nothing is added any more, and the ids are not kept for nothing.
      if (ids === null || !ids.add(id)) return false;
      spilled.put(keys, `${JSON.stringify(file)}\t${line}\t${nested ? '1' : '0'}\t${raw}`);
      return true;
    },
    take: (key) => {
      ids = null;
      return spilled.take(key).map(({ number, text }) => toSide(number, text));
    },
    left: function* () {
      for (const { number, text, tooMany } of spilled.left()) yield { ...toSide(number, text), tooMany };
    },
    close: () => spilled.close(),
  };
}

function toSide(number: number, text: string): Side {
  const [file = '', line = '', nested = ''] = text.split('\t', 3);
  const raw = text.slice(file.length + line.length + nested.length + 3);
  return { number, file: JSON.parse(file) as string, line: Number(line), nested: nested === '1', raw };
}
