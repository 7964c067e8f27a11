import type { ExportFormat, ExportHeader, PageFacts } from '../../../../gateway/export/formats/format.js';
import { openWriter } from '../../../../gateway/export/formats/openWriter.js';
import type { ExportBytes } from '../../../../gateway/export/formats/verification/verified.js';
import type { ExportRow, ObjectShape } from '../../../../gateway/export/rows/shape.js';

export const receipt = { log: 'main', index: 7, leafHash: 'mLQUoKUsYIYbUo5Ye9r8Tw3kXk5rr5YvJ4LzPZ9f9Zc=' };
export const facts: PageFacts = { readAt: '2026-11-30T10:00:01.000Z', receipt: { ...receipt, index: 6 }, withheld: [] };

/** The header of an invented export. */
export function headerOf(root: ObjectShape, rootField = 'things'): ExportHeader {
  return {
    export: 'export_4f1d',
    asOf: '2026-11-30T10:00:00.000Z',
    note: 'Rows are as of the reading of their page.',
    policyVersion: 'p1',
    schemaHash: 's1',
    documentHash: 'd1',
    agency: 'NL-CUSTOMS',
    agencyKind: 'CUSTOMS_MS',
    purpose: 'CUSTOMS_CONTROL',
    caseReference: null,
    pageSize: 100,
    rootField,
    root,
  };
}

/** The whole file of some pages of rows. */
export function writeExport(format: ExportFormat, root: ObjectShape, pages: readonly (readonly ExportRow[])[]): Buffer {
  return Buffer.concat(piecesOf(format, root, pages));
}

/** The pieces in which a file leaves. */
export function piecesOf(
  format: ExportFormat,
  root: ObjectShape,
  pages: readonly (readonly ExportRow[])[],
): readonly Uint8Array[] {
  const writer = openWriter(format.bodyOf(headerOf(root)));
  const pieces = pages.flatMap((rows) => writer.page(rows, facts));
  const rest = writer.finish();
  writer.digest();
  return [...pieces, ...rest, ...writer.end(receipt)];
}

/** A file in memory, read in pieces of a prime length, so that lines and characters are cut. */
export function bytesOf(file: Uint8Array): ExportBytes {
  return {
    size: file.length,
    async *read(from, to) {
      for (let at = from; at < to; at += 4093) yield file.subarray(at, Math.min(to, at + 4093));
    },
  };
}

/** Lengths at which a file is cut: twenty over its whole, and around its end. */
export function cutsOf(length: number): number[] {
  const spread = Array.from({ length: 20 }, (_, index) => Math.floor((length * index) / 20));
  return [...new Set([...spread, length - 1, length - 2, length - 40])].filter((cut) => cut >= 0 && cut < length);
}

/** A row without anything kept back. */
export function rowOf(record: ExportRow['record'], rest: Partial<ExportRow> = {}): ExportRow {
  return { record, cells: [], more: [], ...rest };
}
