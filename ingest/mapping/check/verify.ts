// SPDX-License-Identifier: Apache-2.0
import type { InputFile } from '../../input/inputFile.js';
import type { SourceRecord } from '../../records/record.js';
import { findDefect } from '../../records/validate.js';
import { compileMapping, type MappedRow } from '../compile/compile.js';
import type { Problem } from '../compile/evaluate.js';
import type { Mapping } from '../mapping.js';
import { reasonInWords } from '../reasons.js';
import { readRows } from '../rows.js';
import { type ColumnUse, checkColumns } from './columnCheck.js';
import { createSeenKeys } from './seenKeys.js';
import { createUnmapped } from './unmapped.js';

/** What became of one field, for one reason, over a whole file. */
export interface FieldFinding {
  /** Field as the mapping writes it; `key`, or `row` for what is no row. */
  readonly field: string;
  readonly reason: string;
  readonly inWords: string;
  /** What happens to the record: `rejected` goes to quarantine, `flagged` keeps the rest and says so, `dropped` is silent. */
  readonly effect: 'rejected' | 'flagged' | 'dropped';
  readonly rows: number;
  /** The first lines. */
  readonly lines: readonly number[];
  /** The first different values; for the operator's terminal alone. */
  readonly examples: readonly string[];
}

/** How a mapping fits a file. */
export interface Verification {
  readonly rows: number;
  readonly records: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Rows that add to the record of the row before them. */
  readonly merged: number;
  readonly flagged: number;
  readonly missing: readonly (ColumnUse & { readonly hint: string })[];
  readonly unused: readonly { readonly column: string; readonly values: number }[];
  readonly ignoredInVain: readonly string[];
  /** For each field, in how many records it has a value. */
  readonly filled: readonly { readonly field: string; readonly records: number }[];
  readonly findings: readonly FieldFinding[];
  /** The first record, as it would be stored. */
  readonly first: SourceRecord | null;
}

const linesShown = 5;
const examplesShown = 3;

/**
 * Reads a whole file by a mapping and tells how they fit; stores nothing.
 *
 * @throws BAD_USER_INPUT where the file has no header
 */
export async function verifyMapping(mapping: Mapping, file: InputFile): Promise<Verification> {
  const tally = createTally(mapping);
  const seen = createSeenKeys();
  let last: string | null = null;
  let check: ReturnType<typeof checkColumns> = { missing: [], unused: [], ignoredInVain: [] };
  let toRecord: ((row: unknown) => MappedRow) | undefined;
  let count: ((row: unknown) => void) | undefined;
  for await (const item of readRows(file, mapping.input)) {
    if (item.kind === 'columns') {
      check = checkColumns(mapping, item.columns);
      toRecord = compileMapping(mapping, item.columns);
      count = createUnmapped(mapping, item.columns, tally.unmapped);
      continue;
    }
    if (item.kind === 'defect' || !toRecord)
      tally.reject(item.line, 'row', item.kind === 'defect' ? item.reason : 'row');
    else {
      const row = toRecord(item.row);
      if (row.kind === 'skipped') tally.skip();
      else {
        count?.(item.row);
        if (row.kind === 'reject') tally.refuse(item.line, row);
        else if (mapping.sameKey === 'merge' && row.key === last) tally.merge(item.line, row);
        else if (row.lacks) tally.refuse(item.line, { kind: 'reject', ...row.lacks, problems: row.problems });
        else if (!seen.add(row.key) && !mapping.key.hash) {
          // Why: a row behind it with the same key is refused too; there is no record of this row to add to.
          tally.reject(item.line, 'key', 'key.repeated');
          last = null;
        } else {
          tally.accept(item.line, row);
          last = row.key;
        }
      }
    }
  }
  return {
    ...tally.result(),
    missing: check.missing,
    unused: tally.unused(check.unused),
    ignoredInVain: check.ignoredInVain,
  };
}

type Finding = {
  field: string;
  reason: string;
  effect: FieldFinding['effect'];
  rows: number;
  lines: number[];
  examples: string[];
  lastLine: number;
};

function createTally(mapping: Mapping) {
  const findings = new Map<string, Finding>();
  const unmapped = new Map<string, number>();
  const filled = new Map<string, number>(mapping.fields.map(({ name }) => [name, 0]));
  const paths = mapping.fields.map(({ name, target }) => ({
    name,
    steps: target.steps.map((step) => ({
      name: step.name,
      constants: step.kind === 'group' ? Object.entries(step.constants) : [],
    })),
  }));
  let first: SourceRecord | null = null;
  const counts = { rows: 0, records: 0, rejected: 0, skipped: 0, merged: 0, flagged: 0 };

  const find = (line: number, found: Pick<Finding, 'field' | 'reason' | 'effect'>, text?: string): void => {
    const key = `${found.field} ${found.reason} ${found.effect}`;
    let finding = findings.get(key);
    if (!finding) {
      finding = { ...found, rows: 0, lines: [], examples: [], lastLine: 0 };
      findings.set(key, finding);
    }
    if (finding.lastLine !== line) {
      finding.lastLine = line;
      finding.rows += 1;
      if (finding.lines.length < linesShown) finding.lines.push(line);
    }
    if (text && finding.examples.length < examplesShown && !finding.examples.includes(text))
      finding.examples.push(text);
  };
  const findProblem = (line: number, { field, reason, text, onError }: Problem): void => {
    const effect = ({ reject: 'rejected', flag: 'flagged', null: 'dropped' } as const)[onError];
    find(line, { field, reason, effect }, text);
  };
  const reject = (line: number, field: string, reason: string): void => {
    counts.rows += 1;
    counts.rejected += 1;
    find(line, { field, reason, effect: 'rejected' });
  };
  return {
    reject,
    skip: (): void => {
      counts.rows += 1;
      counts.skipped += 1;
    },
    refuse: (line: number, row: Extract<MappedRow, { kind: 'reject' }>): void => {
      for (const problem of row.problems) findProblem(line, problem);
      if (row.problems.some(({ onError }) => onError === 'reject')) {
        counts.rows += 1;
        counts.rejected += 1;
      } else reject(line, row.field, row.reason);
    },
    accept: (line: number, row: Extract<MappedRow, { kind: 'record' }>): void => {
      const record = { ...row.record, sourceRef: row.key } as unknown as SourceRecord;
      for (const problem of row.problems) findProblem(line, problem);
      const defect = findDefect(record);
      if (defect) {
        reject(line, defect.field, defect.reason);
        return;
      }
      counts.rows += 1;
      counts.records += 1;
      if (record.qualityFlags?.length) counts.flagged += 1;
      first ??= record;
      for (const { name, steps } of paths) if (has(record, steps, 0)) filled.set(name, (filled.get(name) ?? 0) + 1);
    },
    merge: (line: number, row: Extract<MappedRow, { kind: 'record' }>): void => {
      counts.rows += 1;
      counts.merged += 1;
      for (const problem of row.problems) findProblem(line, problem);
      // Why once: it adds to a record that is counted.
      for (const { name, steps } of paths) if (has(row.record, steps, 0)) filled.set(name, filled.get(name) || 1);
    },
    unmapped: (column: string): void => {
      unmapped.set(column, (unmapped.get(column) ?? 0) + 1);
    },
    unused: (columns: readonly string[]) => {
      const names = [...new Set([...columns, ...unmapped.keys()])];
      return names.map((column) => ({ column, values: unmapped.get(column) ?? 0 }));
    },
    result: () => ({
      ...counts,
      filled: [...filled].map(([field, records]) => ({ field, records })),
      findings: [...findings.values()].map(({ lastLine, ...finding }) => ({
        ...finding,
        inWords: reasonInWords(finding.reason),
      })),
      first,
    }),
  };
}

interface PathStep {
  readonly name: string;
  readonly constants: readonly (readonly [string, string])[];
}

function has(value: unknown, steps: readonly PathStep[], from: number): boolean {
  const step = steps[from];
  if (step === undefined) return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  if (typeof value !== 'object' || value === null) return false;
  const inner = (value as Record<string, unknown>)[step.name];
  if (!Array.isArray(inner) || from === steps.length - 1) return has(inner, steps, from + 1);
  return inner.some((one) => step.constants.every(([name, text]) => one[name] === text) && has(one, steps, from + 1));
}
