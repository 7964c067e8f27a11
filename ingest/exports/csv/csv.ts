import { type MappedKind, mappedKinds } from '../../mapping/catalogue/index.js';
import type { ExportedRecord } from '../exportedRecord.js';
import type { ExportFormat, ExportText } from '../exportFormat.js';
import type { OpenExport } from '../openExport.js';
import { toCsvCell } from './csvCell.js';
import { inColumnOrder, isReadAgain } from './csvColumns.js';
import { toMappingFile } from './csvMapping.js';
import { flatten, type Leaf, withoutPositions } from './flatten.js';

/**
 * One row a record, one column a value: `names[2].name` is the second name. Elements of lists have columns of their
 * own, as many as the longest list of the export needs; the records are read twice, first for that.
 *
 * Read again by the mapping beside it, a record has all fields that a mapping may fill, as stated but for white space
 * around them and the carriage return before a line end, and its quality flags. Empty lists and texts are absent, a value
 * that a list has twice is there once, names stand by their rank, and kilograms are counted where a mass has none.
 */
export const csvExport: ExportFormat = {
  kinds: mappedKinds,
  onlyOneKind: true,
  write: (open, source) => write(open, source),
};

function write(open: OpenExport, source: string): ExportText {
  const [kind] = Object.keys(open.counts) as [MappedKind];
  let columns: readonly string[] = [];
  const lost: Record<string, number> = {};
  const countLost = (leaves: readonly Leaf[]): void => {
    const fields = leaves
      .filter(({ path }) => !isFrame(path) && !isReadAgain(kind, path))
      .map(({ path }) => `${kind}.${withoutPositions(path)}`);
    for (const field of new Set(fields)) lost[field] = (lost[field] ?? 0) + 1;
  };
  async function* pieces(): AsyncGenerator<string> {
    const seen = new Set<string>();
    for await (const record of open.records()) {
      const leaves = leavesOf(record);
      for (const { path } of leaves) seen.add(path);
      countLost(leaves);
    }
    columns = inColumnOrder(kind, seen);
    yield toLine(columns);
    for await (const record of open.records()) {
      const cells = new Map(leavesOf(record).map(({ path, value }) => [path, value]));
      yield toLine(columns.map((column) => cells.get(column) ?? ''));
    }
  }
  return { pieces: pieces(), lost: () => lost, mapping: () => toMappingFile({ source, kind, columns }) };
}

function leavesOf({ record }: ExportedRecord): Leaf[] {
  const { kind: _, sourceRef, envelope, ...fields } = record;
  return [...flatten({ sourceRef, envelope }), ...flatten(fields)];
}

/** What every record has beside its fields. */
function isFrame(path: string): boolean {
  return path === 'sourceRef' || path.startsWith('envelope.');
}

function toLine(cells: readonly (string | number | boolean)[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`;
}
