import type { InputFile } from '../../input/inputFile.js';
import { invisibleFlag, normaliseRecord, placeholderFlag } from '../../records/normalise.js';
import type { SourceRecord } from '../../records/record.js';
import { findDefect } from '../../records/validate.js';
import { createOccurrences } from '../../spill/occurrences.js';
import { compileMapping, type MappedRow } from '../compile/compile.js';
import type { Problem } from '../compile/evaluate.js';
import type { Mapping } from '../mapping.js';
import { reasonInWords } from '../reasons.js';
import { readRows } from '../rows.js';
import { type ColumnUse, checkColumns } from './columnCheck.js';
import { createUnmapped } from './unmapped.js';

/** What became of one field, for one reason, in a whole file. */
export interface FieldFinding {
  /** Field as the mapping writes it; `key`, or `row` for a line that is no row. */
  readonly field: string;
  readonly reason: string;
  readonly inWords: string;
  /** What happens to the record: `rejected` goes to quarantine, `flagged` keeps the rest with a flag, `dropped` keeps it without. */
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
 * Reads a whole file by a mapping and reports how they fit; stores nothing.
 *
 * @throws BAD_USER_INPUT where the file has no header
 */
export async function verifyMapping(mapping: Mapping, file: InputFile): Promise<Verification> {
  const tally = createTally(mapping);
  const judge = createJudge(mapping, tally);
  const unmapped = new Map<string, number>();
  let check: ReturnType<typeof checkColumns> = { missing: [], unused: [], ignoredInVain: [] };
  let toRecord: ((row: unknown) => MappedRow) | undefined;
  let count: ((row: unknown) => void) | undefined;
  for await (const item of readRows(file, mapping.input)) {
    if (item.kind === 'columns') {
      check = checkColumns(mapping, item.columns);
      toRecord = compileMapping(mapping, item.columns);
      count = createUnmapped(mapping, item.columns, (column) => unmapped.set(column, (unmapped.get(column) ?? 0) + 1));
    } else if (item.kind === 'defect' || !toRecord)
      tally.reject(item.line, 'row', item.kind === 'defect' ? item.reason : 'row');
    else {
      const row = toRecord(item.row);
      if (row.kind !== 'skipped') count?.(item.row);
      judge(item.line, row);
    }
  }
  const { missing, ignoredInVain } = check;
  const names = [...new Set([...check.unused, ...unmapped.keys()])];
  const unused = names.map((column) => ({ column, values: unmapped.get(column) ?? 0 }));
  return { ...tally.result(), missing, unused, ignoredInVain };
}

/** Decides what becomes of each row, and counts it. */
function createJudge(mapping: Mapping, tally: ReturnType<typeof createTally>): (line: number, row: MappedRow) => void {
  const countOf = createOccurrences();
  let last: string | null = null;
  return (line, row) => {
    if (row.kind === 'skipped') tally.skip();
    else if (row.kind === 'reject') tally.refuse(line, row);
    else if (mapping.sameKey === 'merge' && row.key === last) tally.merge(line, row);
    else if (row.lacks) tally.refuse(line, { kind: 'reject', ...row.lacks, problems: row.problems });
    else if (countOf(row.key) > 1 && !mapping.key.hash) {
      // Why null: the next row with this key is refused too; there is no record of this row to add to.
      tally.reject(line, 'key', 'key.repeated');
      last = null;
    } else {
      const noted: Found[] = [];
      const record = normaliseRecord({ ...row.record, sourceRef: row.key } as unknown as SourceRecord, (flag, field) =>
        noted.push({ field, reason: reasonOfFlag[flag] ?? flag, effect: 'flagged' }),
      );
      const defect = findDefect(record);
      if (defect) tally.refuse(line, { kind: 'reject', ...defect, problems: row.problems });
      else tally.accept(line, record, row.problems, noted);
      last = row.key;
    }
  };
}

/** Reasons of what is taken out of every record, whatever its mapping. */
const reasonOfFlag: Readonly<Record<string, string>> = {
  [placeholderFlag]: 'date.placeholder',
  [invisibleFlag]: 'name.invisible',
};

interface Finding extends Pick<FieldFinding, 'field' | 'reason' | 'effect'> {
  rows: number;
  readonly lines: number[];
  readonly examples: string[];
  lastLine: number;
}

type Found = Pick<Finding, 'field' | 'reason' | 'effect'>;

const effects = { reject: 'rejected', flag: 'flagged', null: 'dropped' } as const;

/** Collects findings by field, reason and effect. */
function createFindings() {
  const findings = new Map<string, Finding>();
  const find = (line: number, found: Found, text?: string): void => {
    const key = `${found.field} ${found.reason} ${found.effect}`;
    const finding = findings.get(key) ?? { ...found, rows: 0, lines: [], examples: [], lastLine: 0 };
    findings.set(key, finding);
    if (finding.lastLine !== line) {
      finding.lastLine = line;
      finding.rows += 1;
      if (finding.lines.length < linesShown) finding.lines.push(line);
    }
    if (text && finding.examples.length < examplesShown && !finding.examples.includes(text))
      finding.examples.push(text);
  };
  return {
    find,
    findProblems: (line: number, problems: readonly Problem[]): void => {
      for (const { field, reason, text, onError } of problems)
        find(line, { field, reason, effect: effects[onError] }, text);
    },
    list: (): FieldFinding[] =>
      [...findings.values()].map(({ lastLine, ...finding }) => ({
        ...finding,
        inWords: reasonInWords(finding.reason),
      })),
  };
}

/** Counts in how many records each field of a mapping has a value. */
function createFilled({ fields }: Mapping) {
  const filled = new Map<string, number>(fields.map(({ name }) => [name, 0]));
  const paths = fields.map(({ name, target }) => ({
    name,
    parts: target.parts.map((part) => ({
      name: part.name,
      constants: part.kind === 'group' ? Object.entries(part.constants) : [],
    })),
  }));
  return {
    count: (record: unknown, next: (before: number) => number): void => {
      for (const { name, parts } of paths)
        if (has(record, parts, 0)) filled.set(name, next(filled.get(name) as number));
    },
    list: () => [...filled].map(([field, records]) => ({ field, records })),
  };
}

function createTally(mapping: Mapping) {
  const findings = createFindings();
  const filled = createFilled(mapping);
  let first: SourceRecord | null = null;
  const counts = { rows: 0, records: 0, rejected: 0, skipped: 0, merged: 0, flagged: 0 };
  const count = (what: keyof typeof counts): void => {
    counts.rows += 1;
    counts[what] += 1;
  };
  const reject = (line: number, field: string, reason: string): void => {
    count('rejected');
    findings.find(line, { field, reason, effect: 'rejected' });
  };
  return {
    reject,
    skip: (): void => count('skipped'),
    refuse: (line: number, row: Extract<MappedRow, { kind: 'reject' }>): void => {
      findings.findProblems(line, row.problems);
      if (row.problems.some(({ onError }) => onError === 'reject')) count('rejected');
      else reject(line, row.field, row.reason);
    },
    accept: (line: number, record: SourceRecord, problems: readonly Problem[], noted: readonly Found[]): void => {
      findings.findProblems(line, problems);
      for (const found of noted) findings.find(line, found);
      count('records');
      if (record.qualityFlags?.length) counts.flagged += 1;
      first ??= record;
      filled.count(record, (before) => before + 1);
    },
    merge: (line: number, row: Extract<MappedRow, { kind: 'record' }>): void => {
      count('merged');
      findings.findProblems(line, row.problems);
      // Why at most one: it adds to a record that is counted.
      filled.count(row.record, (before) => before || 1);
    },
    result: () => ({ ...counts, filled: filled.list(), findings: findings.list(), first }),
  };
}

interface PathPart {
  readonly name: string;
  readonly constants: readonly (readonly [string, string])[];
}

function has(value: unknown, parts: readonly PathPart[], from: number): boolean {
  const part = parts[from];
  if (part === undefined) return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  if (typeof value !== 'object' || value === null) return false;
  const inner = (value as Record<string, unknown>)[part.name];
  if (!Array.isArray(inner) || from === parts.length - 1) return has(inner, parts, from + 1);
  return inner.some((one) => part.constants.every(([name, text]) => one[name] === text) && has(one, parts, from + 1));
}
