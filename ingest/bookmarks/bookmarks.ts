import type { InputFile } from '../input/inputFile.js';
import type { FilePlace, Trail } from '../input/trail.js';
import { createGrowingTally, createTally, type Tally } from '../spill/occurrences.js';
import { type Remembering, remembersState } from '../spill/remembering.js';
import type { Bookmark } from './bookmark.js';

/** A file of a delivery, to be read from where its trail begins. */
export interface Part {
  readonly file: InputFile;
  readonly trail?: Trail;
}

/** Files as parts. */
export function toParts(files: readonly InputFile[]): readonly Part[] {
  return files.map((file) => ({ file }));
}

/** How a format reads, so that a run that is stopped goes on in the middle of its files. */
export interface Bookmarks {
  /**
   * The parts of a delivery that are not read yet, in this order, each with the trail for the reader of its records. Called
   * once. What a format reads beside them, it reads whole, and yields nothing of it where the reading goes on.
   */
  unread<Some extends Part>(parts: readonly Some[]): Iterable<Some>;
  /** Whether an earlier process has read the beginning. */
  readonly goesOn: boolean;
  /** Has a part of the format know what it knew where the reading stood. Called before `unread`. */
  remember(name: string, part: Remembering): void;
  /** Counts texts from the first record of the delivery on, whichever process has read it. Called before `unread`. */
  tally(name: string): Tally;
}

/** The bookmarks of a reading that is never gone back to. */
export const noBookmarks: Bookmarks = {
  unread: (parts) => parts,
  goesOn: false,
  remember: () => undefined,
  tally: createTally,
};

/** The bookmarks of a run. */
export interface RunBookmarks extends Bookmarks {
  /** Lays a bookmark at the next place where one may lie. */
  due(): void;
  /** The bookmark that was laid since the last call. */
  take(): Bookmark | null;
}

/** What bookmarks of a run know of its reading. */
export interface RunReading {
  /** Where it goes on; null for the beginning. */
  readonly from: Bookmark | null;
  /** Items taken so far. */
  readonly seq: () => number;
  /** What else than the format has to know what came before, by name. */
  readonly remembering: Readonly<Record<string, Remembering>>;
}

/** Why: what a hostile file makes a reading know would be written once a batch; without bookmarks it is read from its beginning. */
const maximumStateCharacters = 1 << 14;

const beginning = { offset: 0, line: 0 };

/** Opens the bookmarks of a run, and makes all who remember know what they knew at the one that it goes on from. */
export function openBookmarks({ from, seq, remembering }: RunReading): RunBookmarks {
  const parts = new Map<string, Remembering>();
  let isDue = false;
  let laid: Bookmark | null = null;
  const remember = (name: string, part: Remembering): void => {
    if (parts.has(name)) throw new TypeError(`two that remember under the name ${name}`);
    parts.set(name, part);
    const memory = from?.memories.get(name);
    if (!memory) return;
    part.restore(memory);
    // Why: of ten million keys it is ninety megabytes.
    from?.memories.delete(name);
  };
  for (const [name, part] of Object.entries(remembering)) remember(name, part);
  let stateOfPlace: unknown = null;
  remember(
    'place',
    remembersState(
      () => stateOfPlace,
      (state) => {
        stateOfPlace = state;
      },
    ),
  );
  const start: FilePlace = from ? { ...from.place, state: stateOfPlace } : beginning;

  const lay = (file: number, { offset, line, state = null }: FilePlace): void => {
    // Why before it is known whether it fits: what a hostile file makes the parts know would be written at every record.
    isDue = false;
    stateOfPlace = state;
    const text = JSON.stringify([...parts.values()].map((part) => part.state()));
    if (text.length > maximumStateCharacters) return;
    const states = JSON.parse(text) as readonly unknown[];
    const memories = [...parts].map(([name, part], at) => [name, { state: states[at], grown: part.grown() }] as const);
    laid = { seq: seq(), file, place: { offset, line }, memories: new Map(memories) };
  };
  return {
    goesOn: from !== null,
    remember,
    unread: function* (all) {
      for (const [index, part] of all.entries()) {
        if (from && index < from.file) {
          part.file.passOver?.();
          continue;
        }
        const trail = {
          from: index === (from?.file ?? 0) ? start : beginning,
          passed: (place: FilePlace | (() => FilePlace | null)) => {
            const found = !isDue ? null : typeof place === 'function' ? place() : place;
            if (found) lay(index, found);
          },
        };
        yield { ...part, trail };
      }
    },
    tally: (name) => {
      const tally = createGrowingTally();
      remember(name, tally);
      return tally;
    },
    due: () => {
      isDue = true;
    },
    take: () => {
      const taken = laid;
      laid = null;
      return taken;
    },
  };
}
