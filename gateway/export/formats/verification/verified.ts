import { z } from 'zod';
import type { ExportTrailer } from '../format.js';

/** A file that is read by ranges. */
export interface ExportBytes {
  readonly size: number;
  /** @param to exclusive */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** What a file of an export says of itself, and what it holds. */
export interface VerifiedExport {
  /** Its name in `exportFormats`. */
  readonly format: string;
  /** It ends as a whole one does, and holds what its end says. Null: its format has no end of its own. */
  readonly isWhole: boolean | null;
  /** Rows of the root connection, counted. */
  readonly rows: number;
  /** Of all before the trailer, hex; of the whole file where there is none. */
  readonly sha256: string;
  /** What it says of itself; null where that cannot be read. */
  readonly header: Readonly<Record<string, unknown>> | null;
  /** Its trailer, whose receipt the log proves or does not. */
  readonly stated: ExportTrailer | null;
  /** What is wrong with it, in words without a full stop; empty: nothing. */
  readonly faults: readonly string[];
}

const trailerShape = z.strictObject({
  rows: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  receipt: z.strictObject({
    log: z.string(),
    index: z.int().min(0),
    leafHash: z.string(),
  }),
});

/** A trailer as a file states it; null where it is none. */
export function readTrailer(stated: unknown): ExportTrailer | null {
  const parsed = trailerShape.safeParse(stated);
  return parsed.success ? parsed.data : null;
}

/** The value of a JSON text; undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Judges what was read and counted against the trailer. */
export function judge(
  found: Omit<VerifiedExport, 'isWhole' | 'faults'>,
  faults: readonly string[] = [],
): VerifiedExport {
  const { stated, rows, sha256 } = found;
  const all = [...faults];
  if (stated === null) all.push('The file has no trailer: it was cut, or is still being written');
  else {
    if (stated.rows !== rows) all.push(`The file has ${rows} rows; its trailer says ${stated.rows}`);
    if (stated.sha256 !== sha256) all.push('What stands before the trailer is not what the trailer was written under');
  }
  return { ...found, isWhole: all.length === 0, faults: all };
}
