import { basename } from 'node:path';
import {
  type QuarantinedText,
  type QuarantineFilter,
  readQuarantinePages,
} from '../../ingest/quarantine/quarantineStore.js';
import { formOf } from '../../ingest/quarantine/retry.js';
import { badUserInput } from '../../schema/errors.js';
import { newId } from '../../storage/keys/ref.js';
import type { WritableDatabase } from '../../storage/types.js';
import { type Destination, withNewFiles, writeOut } from '../output/outputFile.js';
import { noSuchRecord, type QuarantineCommand } from './quarantine.js';

/**
 * Writes records in quarantine to a file: their original bytes with what surrounded them, to be repaired by hand. Logged
 * before the first byte.
 *
 * @throws BAD_USER_INPUT for records of several forms, or an output that exists; AUDIT_UNAVAILABLE
 */
export async function runQuarantineExport(command: QuarantineCommand & Destination): Promise<void> {
  const { databases, filter, json, out, output, operatorLog, operator } = command;
  const startedAt = new Date().toISOString();
  const { records, source, originator } = await countOneForm(databases.ingest, filter);
  await withNewFiles([output], async () => {
    const { run = null, reason = null } = filter;
    const facts = { run, source, reason, records, output: output === undefined ? null : basename(output) };
    const id = newId('look');
    const act = { act: 'quarantineExport', id, operator, originator, startedAt, facts } as const;
    const { bytes, formulas } = await operatorLog.perform(act, async () => {
      let hasFormulas = false;
      const chunks = async function* () {
        for await (const chunk of readBytes(databases.ingest, filter)) {
          hasFormulas ||= formula.test(chunk.toString('latin1'));
          yield chunk;
        }
      };
      const written = await writeOut(chunks(), command);
      return { value: { bytes: written.bytes, formulas: hasFormulas }, facts: written };
    });
    if (output === undefined) return;
    out(json ? JSON.stringify({ output, bytes, formulas }) : `Wrote ${bytes} bytes to ${output}.`);
    if (formulas && !json) out(asText);
  });
}

/** A field that a spreadsheet would execute. The original bytes are not escaped, since the repaired file must be the same. */
const formula = /(?:^|[,;\t|"\r\n])(?:[=@]|[+-][A-Za-z(])/;

const asText =
  'Some fields begin like formulas: repair it in a text editor, or have the spreadsheet import every column as text.';

/** Counts the records and checks their form. Why before the first byte: half an export would be taken for a whole one. */
async function countOneForm(
  database: WritableDatabase,
  filter: QuarantineFilter,
): Promise<{ readonly records: number; readonly source: string; readonly originator: string }> {
  const forms = new Set<string>();
  let records = 0;
  let first: QuarantinedText | undefined;
  for await (const page of readQuarantinePages(database, filter)) {
    records += page.length;
    first ??= page[0];
    for (const record of page) forms.add(formOf(record));
  }
  if (!first) throw noSuchRecord();
  // Records of one form are of one source and originator.
  if (forms.size <= 1) return { records, source: first.source, originator: first.originator };
  throw badUserInput(
    `The records come from ${forms.size} files of different form: choose one with --run, --source or --reason.`,
  );
}

const newline = Buffer.from('\n');

/** The records, with what came before the first and after the last, each on lines of its own. */
async function* readBytes(database: WritableDatabase, filter: QuarantineFilter): AsyncGenerator<Buffer> {
  let after: string | undefined;
  for await (const page of readQuarantinePages(database, filter)) {
    for (const record of page) {
      if (after === undefined && record.before !== '') yield Buffer.from(record.before.replace(/\n?$/, '\n'));
      ({ after } = record);
      yield record.raw;
      yield newline;
    }
  }
  if (after !== undefined) yield Buffer.from(after);
}
