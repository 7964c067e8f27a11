import type { TimeBox } from '../../policy.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';

/** Collects the mistakes of one file, in the order in which they are found. */
export interface Findings {
  readonly mistakes: readonly Mistake[];
  say(path: Path, what: string, hint: string): void;
  /** Requires that each name is known; otherwise the nearest known name is the hint. */
  known(path: Path, what: string, named: string | readonly string[], names: readonly string[]): void;
  /** Requires that no entry of a list is repeated: another was meant. */
  once(path: Path, list: readonly string[]): void;
  /** Requires that a period begins before it ends. */
  ordered(path: Path, box: TimeBox): void;
}

/** An empty collection. */
export function createFindings(file: Mistake['file']): Findings {
  const mistakes: Mistake[] = [];
  const say: Findings['say'] = (path, what, hint) => void mistakes.push({ file, path, what, hint });
  const known: Findings['known'] = (path, what, named, names) => {
    if (typeof named !== 'string')
      for (const [index, each] of named.entries()) known([...path, index], what, each, names);
    else if (!names.includes(named)) say(path, `no ${what} ${named}`, meantOrOneOf(named, names));
  };
  return {
    ...{ mistakes, say, known },
    once(path, list) {
      for (const [index, each] of list.entries())
        if (list.indexOf(each) !== index) say([...path, index], `${each} appears twice`, 'remove one');
    },
    ordered(path, { from, to }) {
      if (Date.parse(from) >= Date.parse(to))
        say([...path, 'to'], 'from is not before to', 'from is inclusive, to exclusive');
    },
  };
}
