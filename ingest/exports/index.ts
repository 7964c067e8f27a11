import { toPortcullisLine } from '../formats/portcullis/portcullisLine.js';
import { type RecordKind, recordSources } from '../records/record.js';
import { csvExport } from './csv/csv.js';
import type { ExportedRecord } from './exportedRecord.js';
import type { ExportFormat, ExportText } from './exportFormat.js';
import { ftmExport } from './ftm/ftm.js';
import type { OpenExport } from './openExport.js';

const everyKind = Object.keys(recordSources) as readonly RecordKind[];

/** Forms in which `portcullis export` gives records back, by name. */
export const exportFormats = {
  jsonl: {
    kinds: everyKind,
    onlyOneKind: false,
    write: (open, source) => each(open, (one) => toPortcullisLine(source, one)),
  },
  ftm: ftmExport,
  csv: csvExport,
  raw: {
    kinds: everyKind,
    onlyOneKind: false,
    write: (open) => each(open, ({ raw }) => (raw === null ? '' : `${raw}\n`)),
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

/** Each record by itself, nothing lost. */
function each(open: OpenExport, toText: (record: ExportedRecord) => string): ExportText {
  return { pieces: map(open, toText), lost: () => ({}) };
}

async function* map(open: OpenExport, toText: (record: ExportedRecord) => string): AsyncGenerator<string> {
  for await (const record of open.records()) yield toText(record);
}
