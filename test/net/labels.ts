import { withoutInstants } from './clock.js';
import { publicId } from './rows.js';

/** What stands in the place of a hit's id. */
const reference = /\b[a-z]+_[\w-]{60,}/g;
/** What a source keeps in the log of a question and its answer, under a salt of its own. */
const salted = /("digest": ")[0-9a-f]{64}(?=")/g;
/** An entry of the log. */
const entryId = /\bauditentry_[\w.-]+_\d+\b/g;

/** One section's names for ids, in order of appearance. */
export function createLabels(): (text: string) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameOf = (id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const prefix = id.split('_', 1)[0] ?? '';
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    names.set(id, `${prefix}#${count}`);
    return `${prefix}#${count}`;
  };
  return (text) =>
    withoutInstants(text)
      .replace(salted, '$1-')
      .replace(publicId, nameOf)
      .replace(reference, nameOf)
      .replace(entryId, nameOf);
}
