import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ExportFormatName, exportFormats } from '../../ingest/exports/index.js';
import { exportableSources, type OpenExport, withExport } from '../../ingest/exports/openExport.js';
import type { RecordKind } from '../../ingest/records/record.js';
import { badUserInput, type PortcullisError } from '../../schema/errors.js';
import { newId } from '../../storage/keys/ref.js';
import { nameExported } from '../operatorLog/nameExported.js';
import { type Destination, withNewFiles, writeOut } from '../output/outputFile.js';
import { type Output, print } from '../output/printLine.js';
import { paced } from '../output/progress.js';
import type { IngestAccess } from './access.js';

/** What to export, and where to. */
export interface ExportCommand extends Pick<IngestAccess, 'databases' | 'policy' | 'operatorLog'>, Destination, Output {
  /** Value of the envelope's `source`. */
  readonly source: string;
  /** Agency id. */
  readonly originator: string;
  readonly format: ExportFormatName;
  readonly kind?: RecordKind;
  /** Path for the mapping that reads a CSV file back. */
  readonly mappingOutput?: string;
  readonly operator: string;
  /** Takes lines of progress, and of the summary where the records go to standard output. */
  readonly progress: (line: string) => void;
}

/** What was exported. */
export interface ExportResult {
  readonly export: string;
  readonly source: string;
  readonly originator: string;
  readonly format: ExportFormatName;
  readonly records: number;
  readonly kinds: Readonly<Partial<Record<RecordKind, number>>>;
  readonly bytes: number;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly output: string | null;
  /** Fields with a value that have no place in this format, and in how many records. */
  readonly lost: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Characters written at once. */
const pieceCharacters = 1 << 16;

/**
 * Exports an originator's own records. An export is a disclosure: it is logged before the first byte leaves, and nothing
 * leaves where it cannot be logged.
 *
 * @throws BAD_USER_INPUT for an unknown agency, one without records of this source, a kind that the format cannot hold,
 *   or an output that exists; AUDIT_UNAVAILABLE
 */
export async function runExport(command: ExportCommand): Promise<ExportResult> {
  const { databases, policy, source, originator, kind } = command;
  if (policy.agencies[originator] === undefined)
    throw badUserInput(
      `${originator} is not listed in agencies.yaml.`,
      'Records go to their originator alone: name the agency that they come from.',
    );
  const asOf = new Date().toISOString();
  const query = { source, originator, asOf, ...(kind === undefined ? {} : { kind }) };
  return await withExport(databases, query, async (opened) => {
    if (Object.keys(opened.counts).length === 0) throw await nothingThere(command);
    assertFits(command, opened);
    return await exportLogged(command, opened, asOf);
  });
}

async function nothingThere({ databases, source, originator, kind }: ExportCommand): Promise<PortcullisError> {
  const others = await exportableSources(databases, originator);
  const what = kind === undefined ? 'records' : `records of the kind ${kind}`;
  return badUserInput(
    `${originator} has no ${what} of the source ${source}.`,
    others.length === 0 ? 'It has no records at all.' : `It has records of ${others.join(', ')}.`,
  );
}

function assertFits({ format, mappingOutput }: ExportCommand, { counts }: OpenExport): void {
  const { kinds, onlyOneKind } = exportFormats[format];
  const present = Object.keys(counts) as RecordKind[];
  const without = present.filter((kind) => !kinds.includes(kind));
  if (without.length > 0)
    throw badUserInput(
      `${format} cannot hold ${without.join(', ')}.`,
      'Use --format jsonl for records of every kind, or choose a kind with --kind.',
    );
  if (onlyOneKind && present.length > 1)
    throw badUserInput(
      `A ${format} file holds records of one kind, and there are ${present.join(', ')}.`,
      `Export them one by one: --kind ${present[0]}`,
    );
  if (mappingOutput !== undefined && format !== 'csv')
    throw badUserInput(`${format} needs no mapping to be read again: leave out --mapping-output.`);
}

/** Logs and writes the export. Where it fails, no file is left: half an export looks like a whole one. */
async function exportLogged(command: ExportCommand, opened: OpenExport, asOf: string): Promise<ExportResult> {
  const { source, originator, format, output, mappingOutput, operator, operatorLog } = command;
  const id = newId('export');
  const records = Object.values(opened.counts).reduce((sum, count) => sum + count, 0);
  return await withNewFiles([output, mappingOutput], async () => {
    const file = output === undefined ? null : basename(output);
    const facts = { source, originator, format, records, kinds: opened.counts, output: file };
    const act = { act: 'export', id, operator, originator, startedAt: asOf, facts } as const;
    const disclosed = await nameExported(act, opened, operatorLog);
    const result = await operatorLog.perform({ ...act, disclosed }, async () => {
      const value = await writeFiles(command, opened, id, records);
      const { bytes, sha256, lost } = value;
      return { value, facts: { bytes, sha256, lost } };
    });
    report(command, result);
    return result;
  });
}

async function writeFiles(
  command: ExportCommand,
  opened: OpenExport,
  id: string,
  records: number,
): Promise<ExportResult> {
  const { source, originator, format, output = null, mappingOutput } = command;
  const started = Date.now();
  const text = exportFormats[format].write(opened, source);
  const written = await writeOut(toChunks(text.pieces, command, records), command);
  if (mappingOutput !== undefined && text.mapping) await writeFile(mappingOutput, text.mapping());
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const facts = { source, originator, format, records, kinds: opened.counts };
  return { export: id, ...facts, ...written, output, lost: text.lost(), seconds };
}

async function* toChunks(
  pieces: AsyncIterable<string>,
  { progress, json }: ExportCommand,
  records: number,
): AsyncGenerator<Buffer> {
  const onProgress = paced((done: number) => progress(`written ${done} pieces of ${records} records`));
  let text = '';
  let done = 0;
  for await (const piece of pieces) {
    text += piece;
    done += 1;
    if (text.length >= pieceCharacters) {
      yield Buffer.from(text);
      text = '';
    }
    if (!json) onProgress(done);
  }
  if (text !== '') yield Buffer.from(text);
}

/** Prints the summary where the records do not go. */
function report({ json, out, progress, format }: ExportCommand, result: ExportResult): void {
  const { records, source, originator, output, bytes, sha256, lost } = result;
  print({ json, out: output === null ? progress : out }, result, () => [
    `exported ${records} records of ${source} to ${originator} as ${format}: ${bytes} bytes` +
      `${output === null ? '' : ` in ${output}`}, sha256 ${sha256}`,
    ...Object.entries(lost).map(([field, count]) => `  no place in ${format}: ${field} (${count} records)`),
  ]);
}
