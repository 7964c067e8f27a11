import type { TimeBox } from '../../policy.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';

/** What is found in one file, in the order in which it is looked at. */
export interface Findings {
  readonly mistakes: readonly Mistake[];
  say(path: Path, what: string, hint: string): void;
  /** Each of the names is known; else the likeliest is the hint. */
  known(path: Path, what: string, named: string | readonly string[], names: readonly string[]): void;
  /** No entry stands twice in a list: it was meant to be another. */
  once(path: Path, list: readonly string[]): void;
  /** A time begins before it ends. */
  ordered(path: Path, box: TimeBox): void;
}

/** Nothing found yet. */
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
        if (list.indexOf(each) !== index) say([...path, index], `${each} stands twice`, 'take one out');
    },
    ordered(path, { from, to }) {
      if (Date.parse(from) >= Date.parse(to))
        say([...path, 'to'], 'from is not before to', 'from is inclusive, to exclusive');
    },
  };
}
