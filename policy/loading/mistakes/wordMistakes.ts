import type { Mistake } from '../mistake.js';
import type { Path } from '../place.js';
import { unseenIn } from '../text.js';
import { createFindings } from './findings.js';

/**
 * Keys and words that no shape catches: a shape silently drops `__proto__`, and a name with an invisible character is not the
 * name that people read.
 */
export function wordMistakes(file: Mistake['file'], data: unknown): readonly Mistake[] {
  const { mistakes, say } = createFindings(file);
  const seen = new Set<unknown>();
  const check = (word: string, path: Path): void => {
    const name = unseenIn(word);
    if (name) say(path, `contains the invisible character ${name}`, 'remove it');
  };
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === 'string') check(value.trim(), path);
    // An anchor may refer to what contains it.
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === '__proto__') say(at, 'is not a valid key', 'remove it');
      else check(key, at);
      walk(item, at);
    }
  };
  walk(data, []);
  return mistakes;
}
