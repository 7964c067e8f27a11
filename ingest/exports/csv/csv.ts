import { toCsvCell } from '../../../schema/formats/csvCell.js';
import { type MappedKind, mappedKinds } from '../../mapping/catalogue/index.js';
import type { ExportFormat, ExportText } from '../exportFormat.js';
import type { ExportedRecord, OpenExport } from '../openExport.js';
import { inColumnOrder, isReadAgain } from './csvColumns.js';
import { toMappingFile } from './csvMapping.js';
import { flatten, type Leaf, withoutPositions } from './flatten.js';

/**
 * One row a record, one column a value: `names[2].name` is the second name. List elements have columns of their own, as
 * many as the longest list needs; the records are read twice, first to count them.
 *
 * Read back by the mapping written with it, a record has its quality flags and all fields that a mapping may fill, as
 * stated except for surrounding white space and the carriage return before a line end. Empty lists and texts are absent,
 * repeated values of a list are stated once, names are ordered by rank, and kilograms are added to a mass without them.
 */
export const csvExport: ExportFormat = {
  kinds: mappedKinds,
  onlyOneKind: true,
  write,
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

/** Whether a path is not of a field: the key and the envelope, which every record has. */
function isFrame(path: string): boolean {
  return path === 'sourceRef' || path.startsWith('envelope.');
}

function toLine(cells: readonly (string | number | boolean)[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`;
}
