import type { Mistake } from '../mistake.js';
import type { Path } from '../place.js';
import { unseenIn } from '../text.js';
import { createFindings } from './findings.js';

/**
 * Keys and words that no shape looks at. Why by hand: a shape leaves `__proto__` out without a word, and a name with a
 * character that nobody sees is not the name that is read.
 */
export function wordMistakes(file: Mistake['file'], data: unknown): readonly Mistake[] {
  const { mistakes, say } = createFindings(file);
  const seen = new Set<unknown>();
  const check = (word: string, path: Path): void => {
    const name = unseenIn(word);
    if (name) say(path, `holds ${name}, which nobody sees`, 'take it out');
  };
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === 'string') check(value.trim(), path);
    // An anchor may stand for what it stands in.
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === '__proto__') say(at, 'is no name for a key', 'take it out');
      else check(key, at);
      walk(item, at);
    }
  };
  walk(data, []);
  return mistakes;
}
