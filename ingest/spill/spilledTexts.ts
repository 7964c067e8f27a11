import { type IndexEntry, openKeyIndex } from './keyIndex.js';
import type { Remembering } from './remembering.js';
import { openScratchFile } from './scratchFile.js';

/** A text that was put. */
export interface SpilledText {
  /** How many were put before it. */
  readonly number: number;
  readonly text: string;
}

/** A text that was not taken. */
export interface LeftText extends SpilledText {
  /** True where its key has too many already. */
  readonly tooMany: boolean;
}

/** No person has so many listings, addresses and accounts; a hub of calls or documents may have more. */
const mostOfOne = 10_000;

/** Texts that belong to other items of the delivery, found by their keys. Filled first, then read. */
export interface SpilledTexts {
  /** Puts a text under any number of keys. */
  put(keys: readonly string[], text: string): void;
  /** Takes what was put under a key, in the order of `put`, up to the most that one may have. */
  take(key: string): SpilledText[];
  /** Texts that were not taken, in the order of `put`. */
  left(): Iterable<LeftText>;
  /** Which were taken, for a process that has put the same and goes on to take. Called once all are put. */
  remembered(): Remembering;
  close(): void;
}

/**
 * Opens an empty store of texts.
 *
 * @remarks Memory holds one byte a text, and what the index of keys needs; the texts are on disk.
 * @param most texts that one key may have: all of them are in memory at once
 */
export function openSpilledTexts(most = mostOfOne): SpilledTexts {
  const texts = openScratchFile();
  const index = openKeyIndex();
  /** By number: 0 not taken, 1 taken, 2 too many. */
  let dispositions = new Uint8Array(1024);
  let count = 0;
  /** Numbers with their dispositions, since they were last asked for; null where nobody asks. */
  let disposed: number[] | null = null;
  const dispose = (number: number, disposition: number): void => {
    if (dispositions[number] === disposition) return;
    dispositions[number] = disposition;
    disposed?.push(number, disposition);
  };
  const read = ({ offset, length }: Pick<IndexEntry, 'offset' | 'length'>): string =>
    texts.get(offset, length).toString('utf8');
  return {
    put: (keys, text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(bytes.length);
      texts.put(length);
      const offset = texts.put(bytes);
      for (const key of new Set(keys)) index.add(key, { number: count, offset, length: bytes.length });
      count += 1;
      if (count <= dispositions.length) return;
      const larger = new Uint8Array(dispositions.length * 2);
      larger.set(dispositions);
      dispositions = larger;
    },
    take: (key) => {
      const found: SpilledText[] = [];
      for (const entry of index.find(key)) {
        if (found.length === most) {
          if (dispositions[entry.number] === 0) dispose(entry.number, 2);
          continue;
        }
        dispose(entry.number, 1);
        found.push({ number: entry.number, text: read(entry) });
      }
      return found;
    },
    left: function* () {
      let offset = 0;
      for (let number = 0; number < count; number += 1) {
        const length = texts.get(offset, lengthBytes).readUInt32BE();
        offset += lengthBytes;
        if (dispositions[number] !== 1)
          yield { number, text: read({ offset, length }), tooMany: dispositions[number] === 2 };
        offset += length;
      }
    },
    remembered: () => {
      disposed = [];
      return {
        state: () => null,
        grown: () => {
          const grown = new Uint8Array(Uint32Array.from(disposed ?? []).buffer);
          disposed = [];
          return grown;
        },
        restore: ({ grown }) => {
          const pairs = new Uint32Array(Uint8Array.from(grown).buffer);
          for (let at = 0; at < pairs.length; at += 2) dispositions[pairs[at] as number] = pairs[at + 1] as number;
        },
      };
    },
    close: () => {
      texts.close();
      index.close();
    },
  };
}

/** Each text follows its length. */
const lengthBytes = 4;
