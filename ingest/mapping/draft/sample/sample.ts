import type { InputFile } from '../../../input/inputFile.js';
import type { Cell } from '../../columns.js';
import type { MappingInput } from '../../mapping.js';
import { readRows } from '../../rows.js';
import { type ColumnProfile, createProfiler, type Profiler } from './profile.js';

/** What a file's rows look like, column by column. */
export interface Sample {
  readonly profiles: readonly ColumnProfile[];
  readonly rows: number;
  /** The file has more rows. */
  readonly cut: boolean;
  /** Texts that seem to mean "nothing". */
  readonly nullValues: readonly string[];
}

const rowsRead = 50_000;
const rowsForColumns = 2000;
/** What files write where there is nothing. */
const nothings = (
  'NA|N/A|n/a|n.a.|NULL|null|None|NONE|-|--|-0-|\\N|NaN|nan|#N/A|(null)|k.A.|k. A.|unknown|Unknown|UNKNOWN|' +
  'Not known|not known|Not Available|not available|Not Applicable|not applicable|Not applicable|none|Nil|nil|?'
).split('|');

/** Reads the first rows of a file, twice: texts that mean nothing must be known first. */
export async function takeSample(file: InputFile, input: MappingInput): Promise<Sample> {
  const nullValues = await findNothings(file, input);
  const reading = { ...input, nullValues };
  const profilers = new Map<string, Profiler>();
  const profilerOf = (name: string, missed: number): Profiler => {
    let profiler = profilers.get(name);
    if (!profiler) {
      profiler = createProfiler(name);
      for (let row = 0; row < missed; row += 1) profiler.add(null);
      profilers.set(name, profiler);
    }
    return profiler;
  };
  let rows = 0;
  let cut = false;
  for await (const { row, cells } of readCells(file, reading)) {
    if (rows === rowsRead) {
      cut = true;
      break;
    }
    for (const [name, texts] of cells) for (const text of texts) profilerOf(name, rows).add(text);
    for (const [name, profiler] of profilers) if (!cells.has(name)) profiler.add(null);
    if (row !== undefined) rows += 1;
  }
  return { profiles: [...profilers.values()].map((profiler) => profiler.end()), rows, cut, nullValues };
}

async function findNothings(file: InputFile, input: MappingInput): Promise<string[]> {
  const found = new Map<string, Set<string>>();
  const twoLetters = new Map<string, number>();
  let rows = 0;
  for await (const { cells } of readCells(file, input)) {
    rows += 1;
    if (rows > rowsForColumns) break;
    for (const [name, texts] of cells) {
      for (const text of texts) {
        if (text === null) continue;
        if (nothings.includes(text)) found.set(text, (found.get(text) ?? new Set()).add(name));
        else if (/^[A-Z]{2}$/.test(text)) twoLetters.set(name, (twoLetters.get(name) ?? 0) + 1);
      }
    }
  }
  // Why: among two-letter codes, NA is Namibia.
  return [...found]
    .filter(([text, names]) => text !== 'NA' || [...names].some((name) => !twoLetters.has(name)))
    .map(([text]) => text);
}

/** The rows of a file as texts by column; of JSON by the path of each value. */
async function* readCells(
  file: InputFile,
  input: MappingInput,
): AsyncGenerator<{ readonly row: unknown; readonly cells: ReadonlyMap<string, readonly (string | null)[]> }> {
  let read: ((row: unknown) => Map<string, readonly (string | null)[]>) | undefined;
  for await (const item of readRows(file, input)) {
    if (item.kind === 'columns') {
      const { names, find } = item.columns;
      const nulls = new Set(input.nullValues);
      const getters = names?.map((name) => ({ name, getter: find(name) ?? (() => null) }));
      read = getters
        ? (row) => new Map(getters.map(({ name, getter }) => [name, toTexts(getter(row))]))
        : (row) => readPaths(row, nulls);
    } else if (item.kind === 'row' && read) yield { row: item.row, cells: read(item.row) };
  }
}

function toTexts(cell: Cell): (string | null)[] {
  return Array.isArray(cell) ? cell.flatMap(toTexts) : [cell as string | null];
}

function readPaths(row: unknown, nulls: ReadonlySet<string>): Map<string, (string | null)[]> {
  const found = new Map<string, (string | null)[]>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, `${path}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
    } else {
      const text = value === null || value === undefined ? '' : String(value).trim();
      found.set(path, [...(found.get(path) ?? []), text === '' || nulls.has(text) ? null : text]);
    }
  };
  walk(row, '');
  return found;
}
