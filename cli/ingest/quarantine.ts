import { formats } from '../../ingest/formats/index.js';
import { portcullisJsonl } from '../../ingest/formats/portcullis/portcullis-jsonl.js';
import { toHead } from '../../ingest/input/fileHead.js';
import type { InputFile } from '../../ingest/input/inputFile.js';
import { loadMapping } from '../../ingest/mapping/parse/load.js';
import { mappingReason } from '../../ingest/mapping/reasons.js';
import {
  countQuarantine,
  listQuarantine,
  markSolved,
  type QuarantinedRecord,
  type QuarantineFilter,
  readQuarantine,
  readQuarantinePages,
} from '../../ingest/quarantine/quarantineStore.js';
import { type RetryGroup, toRetryGroups } from '../../ingest/quarantine/retry.js';
import { describeReason } from '../../ingest/records/reasons.js';
import type { Limits } from '../../ingest/run/limits.js';
import type { IngestResult } from '../../ingest/run/result.js';
import { isMappedSource } from '../../policy/mayOriginate.js';
import { badUserInput, isPortcullisError, type PortcullisError } from '../../schema/errors.js';
import { newId } from '../../storage/keys/ref.js';
import type { WritableDatabase } from '../../storage/types.js';
import { type Output, print } from '../output/printLine.js';
import type { IngestAccess } from './access.js';
import { runDelivery } from './ingest.js';
import { describeResult } from './ingestReport.js';

/** What commands about the quarantine need. */
export interface QuarantineCommand extends IngestAccess, Output {
  readonly filter: QuarantineFilter;
  /** Who runs it, for the audit log. */
  readonly operator: string;
}

/** Prints what is in quarantine: place, field and reason of each record, then the count of each reason. */
export async function runQuarantineList({ databases, filter, ...output }: QuarantineCommand): Promise<void> {
  const records = await listQuarantine(databases.ingest, filter);
  const counts = await countQuarantine(databases.ingest, { ...filter, limit: 1 });
  print(output, { counts, records }, () => [
    ...records.map(describeRecord),
    ...counts.map(({ source, reason, count }) => `${count} ${source} ${reason}: ${inWords(reason)}`),
    ...(counts.length === 0 ? ['Nothing is in quarantine.'] : []),
  ]);
}

function describeRecord({ id, file, line, path, field, reason, state }: QuarantinedRecord): string {
  const place = path === null ? `${file}:${line}` : `${file}:${line} ${path}`;
  const solved = state === 'OPEN' ? '' : ` (${state.toLowerCase()})`;
  return `${id.slice(0, 12)}  ${place}  ${field ?? 'record'}: ${inWords(reason)}${solved}`;
}

/**
 * Prints one record in quarantine in full: its place, what is wrong, and its original text. The look is logged first.
 *
 * @throws AUDIT_UNAVAILABLE: then nothing is printed
 */
export async function runQuarantineShow(command: QuarantineCommand): Promise<void> {
  const { databases, filter, operator, operatorLog } = command;
  const startedAt = new Date().toISOString();
  const [record, ...others] = await readQuarantine(databases.ingest, { ...filter, all: true, limit: 2 });
  if (!record) throw noSuchRecord();
  if (others.length > 0) throw badUserInput('Several ids begin with this: give more of it.');
  const { raw, before: _, after: __, envelope: ___, ...rest } = record;
  const { source, runId: run, originator, reason } = rest;
  const facts = { record: rest.id, source, run, reason };
  await operatorLog.look({ act: 'quarantineShow', id: newId('look'), operator, originator, startedAt, facts });
  const [text, words] = [raw.toString('utf8'), inWords(reason)];
  const stated = Object.entries(rest).filter(([, value]) => value !== null);
  print(command, { ...rest, inWords: words, raw: text, rawBase64: raw.toString('base64') }, () => [
    ...[...stated, ['in words', words]].map(([name = '', value]) => `${name.padEnd(12)} ${value}`),
    '',
    ...text.split(/\r?\n/),
  ]);
}

/**
 * Reads records in quarantine again, as files of their formats: with another mapping, or by a newer version of the format.
 * What can be read now is stored and solved; the rest stays, with its present reason.
 */
export async function runQuarantineRetry(
  command: QuarantineCommand & { readonly mapping?: string; readonly limits?: Limits },
): Promise<IngestResult[]> {
  const { databases, json, out, mapping, operator } = command;
  const filter = await narrowed(command);
  const results: IngestResult[] = [];
  const unreadable: { source: string; file: string; records: number; why: string }[] = [];
  let solved = 0;
  for await (const { source, envelope, retried, ids, file } of groupsOf(databases.ingest, filter)) {
    const isExport = portcullisJsonl.recognise(await toHead(file)) !== null;
    const delivery = runDelivery({
      ...command,
      ...(mapping !== undefined
        ? { format: 'mapped', mapping }
        : isExport
          ? { format: portcullisJsonl.name, source }
          : { format: isMappedSource(source) ? 'mapped' : await formatOf(source, file) }),
      files: [file],
      envelope,
      operator,
      retry: true,
      retried,
    });
    const result = await delivery.catch((error: unknown) => {
      // Why: a record that is no file of its format by itself must not keep the others from being read.
      if (!isPortcullisError(error) || error.code !== 'BAD_USER_INPUT') throw error;
      unreadable.push({ source, file: file.name, records: ids.length, why: error.message });
      return null;
    });
    if (result === null) continue;
    results.push(result);
    solved += await markSolved(databases.ingest, ids, result.run ?? '');
    if (!json) for (const line of describeResult(result)) out(line);
  }
  const nothing = results.length + unreadable.length === 0;
  if (nothing && filter.ids !== undefined) throw noSuchRecord();
  if (json) out(JSON.stringify({ solved, results, unreadable }));
  else {
    for (const { source, file, records, why } of unreadable) {
      out(`${records} records of ${source}, ${file}, cannot be read by themselves: ${why}`);
    }
    out(nothing ? 'Nothing is in quarantine.' : `Solved ${solved} records.`);
  }
  return results;
}

/** The format that recognises the records, of those of their source; by default the one named like the source. */
async function formatOf(source: string, file: InputFile): Promise<string> {
  const head = await toHead(file);
  const ofSource = [...formats.values()].filter((format) => format.source === source);
  return ofSource.find(({ recognise }) => recognise(head) !== null)?.name ?? source;
}

async function* groupsOf(database: WritableDatabase, filter: QuarantineFilter): AsyncGenerator<RetryGroup> {
  for await (const page of readQuarantinePages(database, filter)) yield* toRetryGroups(page);
}

/** The filter, limited to the source of the mapping: a mapping must not read another source's records as its own. */
async function narrowed({ filter, mapping }: Pick<QuarantineCommand, 'filter'> & { readonly mapping?: string }) {
  if (mapping === undefined) return filter;
  const { source } = await loadMapping(mapping);
  if (filter.source === undefined || filter.source === source) return { ...filter, source };
  throw badUserInput(`The mapping is of the source ${source}, not of ${filter.source}.`);
}

/** Thrown where no record in quarantine matches. */
export function noSuchRecord(): PortcullisError {
  return badUserInput('There is no such record in quarantine.', 'See: portcullis quarantine.');
}

function inWords(reason: string): string {
  return describeReason(reason, mappingReason);
}
