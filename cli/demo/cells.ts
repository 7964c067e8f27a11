import type { Answer, WithheldLine } from './ask.js';

/** What one agency sees of one field. */
export interface Cell {
  readonly text: string;
  readonly effect: 'FULL' | 'MASKED' | 'HIT' | 'NONE' | 'EMPTY';
  /** The withheld path, where it leaves nothing to show. */
  readonly cause: string | null;
}

/**
 * The cell of a field in an answer.
 *
 * @param path pattern from the root, as `extensions.withheld` writes it: `container.consignments.edges.*.node.mrn`
 * @param write how a value is written; plain text where absent
 */
export function toCell(answer: Answer, path: string, write: (value: unknown) => string = String): Cell {
  const values = valuesAt(answer.data, path.split('.')).filter((value) => value !== null && value !== undefined);
  const withheld = findWithheld(answer.withheld, path);
  if (values.length > 0) {
    const text = [...new Set(values.map(write))].join('; ');
    return withheld?.effect === 'MASKED'
      ? { text: `${text} (masked)`, effect: 'MASKED', cause: null }
      : { text, effect: 'FULL', cause: null };
  }
  if (!withheld) return { text: '-', effect: 'EMPTY', cause: null };
  const cause = withheld.path;
  if (withheld.effect === 'HIT') {
    return { text: `exists: ask ${withheld.contact ?? 'the originator'}`, effect: 'HIT', cause };
  }
  return { text: `withheld (${withheld.reason})`, effect: withheld.effect === 'MASKED' ? 'MASKED' : 'NONE', cause };
}

/** The line about this field or the nearest one above it. */
function findWithheld(lines: readonly WithheldLine[], path: string): WithheldLine | undefined {
  return lines
    .filter((line) => path === line.path || path.startsWith(`${line.path}.`))
    .sort((one, other) => other.path.length - one.path.length)[0];
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return Array.isArray(value) ? value : [value];
  if (step === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[step], rest);
}
