import type { InputFile } from '../inputFile.js';
import type { FilePlace } from '../trail.js';
import { flatten } from './batches.js';
import { type FileLine, type LineOptions, readLineBatches } from './lines.js';

/** One line of a file of JSON lines: its value, or why it has none. */
export type JsonLine =
  | ({ readonly kind: 'value'; readonly value: unknown; readonly raw: string } & FilePlace)
  | ({
      readonly kind: 'defect';
      /** `json.notWellFormed`, `json.tooDeep`, or that of the line: see `FileLine.reason`. */
      readonly reason: string;
      readonly raw: string | Uint8Array;
    } & FilePlace);

/** Why 16 MiB: an entity with all its links, on one line, reaches several megabytes. */
const maximumLineBytes = 16 << 20;

/** Why 64: far beyond any format, and far below what would exhaust the stack of recursive functions. */
const maximumDepth = 64;

/** The lines of a file of JSON lines, streamed; blank lines are skipped. A line has 16 MiB at most by default. */
export function readJsonLines(file: InputFile, options: LineOptions = {}): AsyncGenerator<JsonLine> {
  return flatten(readJsonBatches(file, { maximumLineBytes, ...options }), options.trail?.passed);
}

async function* readJsonBatches(file: InputFile, options: LineOptions): AsyncGenerator<readonly JsonLine[]> {
  for await (const lines of readLineBatches(file, options)) {
    yield lines.filter(({ text }) => text === null || text.trim() !== '').map(parse);
  }
}

function parse({ number: line, text: raw, offset, ...unread }: FileLine): JsonLine {
  if (raw === null) return { kind: 'defect', line, offset, reason: unread.reason ?? 'line.tooLong', raw: unread.raw };
  try {
    const value: unknown = JSON.parse(raw);
    if (isDeeper(value, maximumDepth)) return { kind: 'defect', line, offset, reason: 'json.tooDeep', raw };
    return { kind: 'value', line, offset, value, raw };
  } catch {
    return { kind: 'defect', line, offset, reason: 'json.notWellFormed', raw };
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  for (const key in value) {
    if (isDeeper((value as Record<string, unknown>)[key], depth - 1)) return true;
  }
  return false;
}
