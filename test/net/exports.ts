import type { IngestDatabases } from '../../ingest/databases.js';
import { type ExportFormatName, exportFormats } from '../../ingest/exports/index.js';
import { exportableSources, withExport } from '../../ingest/exports/openExport.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { recordedAt } from './clock.js';
import { originator } from './deliveries.js';

const forms = Object.keys(exportFormats) as readonly ExportFormatName[];

/** The records of every source as each form gives them back, kind by kind, with what had no place. */
export async function recordExports(databases: IngestDatabases): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const source of await exportableSources(databases, originator)) {
    const query = { source, originator, asOf: recordedAt };
    const kinds = await withExport(databases, query, async ({ counts }) => Object.keys(counts) as RecordKind[]);
    for (const kind of kinds) {
      for (const form of forms.filter((name) => (exportFormats[name].kinds as readonly string[]).includes(kind))) {
        const text = await withExport(databases, { ...query, kind }, async (opened) => {
          const { pieces, lost } = exportFormats[form].write(opened, source);
          let written = '';
          for await (const piece of pieces) written += piece;
          return `${written.trimEnd()}\nlost ${JSON.stringify(lost())}`;
        });
        texts.set(`${form} ${source} ${kind}`, text);
      }
    }
  }
  return texts;
}
