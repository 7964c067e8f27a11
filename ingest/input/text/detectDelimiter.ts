import { createRecordParser } from './csvFields.js';

/** What separates fields, likelier ones first. */
const delimiters = [',', ';', '\t', '|'] as const;

const linesLookedAt = 50;

/**
 * The character that separates the fields of a file, from its beginning.
 *
 * @param head text of the first lines; the last may be cut off
 * @returns null where no character splits the lines into equal numbers of fields, at least two
 */
export function detectDelimiter(head: string): string | null {
  const lines = head.split(/\r\n|\n|\r/);
  // The last line may be cut off, unless it is the only one.
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== '');
  const records = whole.slice(0, linesLookedAt);
  let best: { readonly delimiter: string; readonly score: number } | null = null;
  for (const delimiter of delimiters) {
    const score = toScore(countFields(records, delimiter));
    if (score > (best?.score ?? 0)) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

/** Numbers of fields, record by record; records whose quotes span lines count once. */
function countFields(lines: readonly string[], delimiter: string): readonly number[] {
  const counts: number[] = [];
  let parser = createRecordParser(delimiter);
  for (const line of lines) {
    parser.feed(line);
    if (parser.open()) {
      parser.feed('\n');
      continue;
    }
    counts.push(parser.end().length);
    parser = createRecordParser(delimiter);
  }
  return counts;
}

/**
 * The share of records that have the commonest number of fields, at least two: a comma within texts is in most lines,
 * but not the same number of times. Among equal shares, more fields win.
 */
function toScore(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  const [fields = 1, records = 0] = [...tally].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [];
  if (fields < 2) return 0;
  return records / counts.length + Math.min(fields, 1000) / 1e6;
}
