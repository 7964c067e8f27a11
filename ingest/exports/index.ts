import { toPortcullisLine } from '../formats/portcullis/portcullisLine.js';
import { type RecordKind, recordSources } from '../records/record.js';
import { csvExport } from './csv/csv.js';
import type { ExportFormat, ExportText } from './exportFormat.js';
import { ftmExport } from './ftm/ftm.js';
import type { ExportedRecord, OpenExport } from './openExport.js';

const everyKind = Object.keys(recordSources) as readonly RecordKind[];

/** Formats in which `portcullis export` returns records, by name. */
export const exportFormats = {
  jsonl: {
    kinds: everyKind,
    onlyOneKind: false,
    write: (open, source) => writeEach(open, (record) => toPortcullisLine(source, record)),
  },
  ftm: ftmExport,
  csv: csvExport,
  raw: {
    kinds: everyKind,
    onlyOneKind: false,
    write: (open) => writeEach(open, ({ raw }) => (raw === null ? '' : `${raw}\n`)),
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

/** Writes each record by itself; nothing is lost. */
function writeEach(open: OpenExport, toText: (record: ExportedRecord) => string): ExportText {
  async function* pieces(): AsyncGenerator<string> {
    for await (const record of open.records()) yield toText(record);
  }
  return { pieces: pieces(), lost: () => ({}) };
}
