import { type ScannedTag, scanTag, toLocal } from './xmlScan.js';

/** Where in the file reading may resume, and in how many of the elements above. */
export interface Resume {
  readonly at: number;
  readonly depth: number;
  /** Name of an element within them whose start tag is lost. */
  readonly lost: string | null;
}

/** A search for the place behind a region that is not well-formed. */
export interface ResumeSearch {
  /** Where the search goes on when there is more text. */
  readonly from: number;
  /** No text before this is needed. */
  readonly needed: number;
  readonly found: Resume | null;
}

/** What the search knows of the place that it starts from. */
export interface ResumeOptions {
  /** Names of the elements above, with prefixes, from the root. */
  readonly above: readonly string[];
  /** Name of the record that is broken; null where the broken place is in none. */
  readonly record: string | null;
  /** Names of records met so far. */
  readonly known: ReadonlySet<string>;
  /** Name of an element that is no record and whose start tag is broken: what follows may be in it. */
  readonly lost: string | null;
  /** Name of the root, where it was met. */
  readonly root: string | null;
  readonly isRecord: (path: readonly string[]) => boolean;
}

/** Elements outside of records that are remembered during the search. */
const mostContainers = 6;
const maximumContainerCharacters = 1 << 20;

/** An element outside of records; without a place where its start tag is lost. */
interface Container {
  readonly local: string;
  readonly at: number | null;
}

/** A piece of a file's text. */
export interface TextPiece {
  readonly text: string;
  readonly start: number;
  /** Whether the file ends with it. */
  readonly isLast: boolean;
}

/**
 * Creates the search for the place where reading can resume behind a broken region, by tags alone: behind the end of the
 * broken record, at the start of the next, or at the end of an element above.
 *
 * @returns a function of the held text, and of the place in the file where the search goes on
 */
export function createResumeSearch(options: ResumeOptions): (piece: TextPiece, from: number) => ResumeSearch {
  const { above, record, lost, known, root, isRecord } = options;
  const locals = above.map(toLocal);
  let containers: readonly Container[] = lost === null ? [] : [{ local: toLocal(lost), at: null }];

  const atEnd = ({ name, at, after }: ScannedTag, start: number): Resume | null => {
    if (name === record || (record === null && known.has(name)))
      return { at: start + after, depth: above.length, lost: null };
    const depth = above.lastIndexOf(name) + 1;
    return depth > 0 ? { at: start + at, depth, lost: null } : null;
  };
  const atStart = ({ name, at: place }: ScannedTag, start: number): Resume | null => {
    const local = toLocal(name);
    const at = start + place;
    if (record !== null) {
      const isNext = (name === record || known.has(name)) && isRecord([...locals, local]);
      return isNext ? { at, depth: above.length, lost: null } : null;
    }
    if (above.length === 0 && lost === null)
      return root === null || name === root ? { at, depth: 0, lost: null } : null;
    for (let depth = above.length; depth >= Math.min(1, above.length); depth -= 1) {
      for (let first = containers.length; first >= 0; first -= 1) {
        const within = containers.slice(first);
        if (isRecord([...locals.slice(0, depth), ...within.map((container) => container.local), local])) {
          const [outer, next] = within;
          const isLost = outer?.at === null;
          return { at: (isLost ? next : outer)?.at ?? at, depth, lost: isLost ? lost : null };
        }
      }
    }
    containers = [...containers, { local, at }].slice(-mostContainers);
    return null;
  };
  return ({ text, start, isLast }, from) => {
    for (let place = from - start; ; ) {
      const tag = scanTag(text, place, isLast);
      if (tag.kind === 'none') {
        const goesOn = start + tag.from;
        containers = containers.filter(({ at }) => at === null || goesOn - at < maximumContainerCharacters);
        return { from: goesOn, needed: containers.find(({ at }) => at !== null)?.at ?? goesOn, found: null };
      }
      const found = tag.kind === 'end' ? atEnd(tag, start) : atStart(tag, start);
      if (found) return { from: found.at, needed: found.at, found };
      place = tag.after;
    }
  };
}
