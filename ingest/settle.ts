import { createHash } from 'node:crypto';
import { badUserInput, type PortcullisError } from '../schema/errors.js';
import type { Format } from './formats/format.js';
import { formats } from './formats/index.js';
import { mapped } from './formats/mapped.js';
import { type FileHead, toHead } from './input/fileHead.js';
import type { InputFile } from './input/inputFile.js';
import type { EnvelopeStatement } from './records/base.js';
import { sourcesOf } from './records/record.js';
import { type EnvelopeOptions, resolveEnvelope } from './rows/envelope/envelope.js';
import type { Deployment, SettledDelivery } from './run/delivery.js';
import type { Limits } from './run/limits.js';

/** One delivery: its files, their format, and for whom they are ingested. */
export interface DeliveryOptions extends Pick<SettledDelivery, 'retry' | 'retried'>, Pick<Deployment, 'policy'> {
  readonly format: Format;
  /** Digest of what else decides how the files are read: a mapping. */
  readonly mapping?: string;
  /** In any order. */
  readonly files: readonly InputFile[];
  readonly envelope: EnvelopeOptions;
  readonly limits?: Limits;
}

/**
 * Settles everything about a delivery before a record of it is read.
 *
 * @throws BAD_USER_INPUT; FORBIDDEN for an originator that may not enter this source
 */
export async function settleDelivery(options: DeliveryOptions): Promise<SettledDelivery> {
  const { policy, format, files, limits = {}, mapping = '', retry, retried } = options;
  const source = format.source ?? format.name;
  const terms = resolveEnvelope(policy, source, format.envelope, options.envelope);
  assertNoFileTwice(format, files);
  const { version, sequence, isDelta } = await recogniseFiles(format, files);
  if (limits.whole && (isDelta || !format.mayBeWhole)) {
    throw notWhole(isDelta ? 'A delta' : `A delivery of ${format.name}`);
  }
  const { originator } = options.envelope;
  const delivery = { format, source, originator, ...terms, files, limits, version, sequence };
  return { ...toSettled(delivery, mapping), ...(retry ? { retry } : {}), ...(retried ? { retried } : {}) };
}

/**
 * Adds what follows from a delivery: the sources that keep its records, its key, and its facts.
 *
 * @param mapping digest of what else decides how the files are read; empty where there is nothing else
 */
export function toSettled(delivery: Unsettled, mapping: string): SettledDelivery {
  const { format, version: formatVersion, source, originator } = delivery;
  const files = delivery.files.map(({ name, sha256, size }) => ({ name, sha256, bytes: size }));
  return {
    ...delivery,
    sources: sourcesOf(format.kinds),
    key: deliveryKey(delivery, mapping),
    facts: { format: format.name, formatVersion, source, originator, files },
  };
}

type Unsettled = Omit<SettledDelivery, 'sources' | 'key' | 'facts'>;

/** SHA-256, hex, of what identifies a delivery: the same files, read in the same way for the same agency. */
function deliveryKey(delivery: Unsettled, mapping: string): string {
  const { source, format, envelope, stated, limits, files } = delivery;
  const identity = [
    source,
    format.name,
    mapping,
    Object.entries(envelope).sort(),
    limits.whole === true,
    files.map(({ name, sha256, encoding }) => [name, sha256, ...(encoding === undefined ? [] : [encoding])]),
    ...statedTerms(stated),
    // Why part of it: what is staged depends on whether stored envelopes may be loosened, and unnamed records withdrawn.
    ...(limits.mayLoosen ? ['mayLoosen'] : []),
    ...(limits.withdrawAnyway ? ['withdrawAnyway'] : []),
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

/** What a command states beside the originator. */
function statedTerms({ originator: _, ...others }: EnvelopeStatement): readonly unknown[] {
  const entries = Object.entries(others).sort();
  return entries.length > 0 ? [entries] : [];
}

/** Formats that recognise a file as their own. */
export async function formatsOf(file: InputFile): Promise<Format[]> {
  return formatsOfHead(await toHead(file));
}

function formatsOfHead(head: FileHead): Format[] {
  return [...formats.values()].filter((format) => format.recognise(head) !== null);
}

/**
 * Asks the format about its files.
 *
 * @returns `sequence` of the latest delta, null for other deliveries; a delta states changes alone, and as a whole list
 *   would withdraw all that has not changed
 * @throws BAD_USER_INPUT where it knows none of them and another format recognises one
 */
async function recogniseFiles(
  format: Format,
  files: readonly InputFile[],
): Promise<Pick<SettledDelivery, 'version' | 'sequence'> & { readonly isDelta: boolean }> {
  const heads: FileHead[] = [];
  for (const file of files) heads.push(await toHead(file));
  const known = heads.flatMap((head) => format.recognise(head) ?? []);
  const version = known[0]?.version;
  // Why not for a mapping: it says itself which columns the file must have, whatever else the file is.
  if (version === undefined && format.name !== mapped.name) refuseOthers(format, heads);
  const sequences = known.flatMap(({ sequence }) => sequence ?? []);
  return {
    version: version ?? format.versions[0] ?? 'unknown',
    sequence: sequences.sort().at(-1) ?? null,
    isDelta: version === 'delta',
  };
}

function refuseOthers(format: Format, heads: readonly FileHead[]): void {
  for (const head of heads) {
    const [other] = formatsOfHead(head);
    if (other === undefined) continue;
    throw badUserInput(
      `${head.name} is not of the format ${format.name}; it looks like ${other.name}: ${other.description}.`,
      `Ingest it as ${other.name}, or as auto.`,
    );
  }
}

/** Shorter files, such as headers alone, may be alike without being the same list. */
const telling = 64;

/**
 * Refuses a list that is named twice in one delivery, under one name or two.
 *
 * @remarks Where a list has no keys, a repeated row is another record: all of them would be stored twice. Messages have
 *   keys, and one that comes twice is merely repeated.
 * @throws BAD_USER_INPUT
 */
function assertNoFileTwice(format: Format, files: readonly InputFile[]): void {
  if (!format.mayBeWhole) return;
  const names = new Map<string, string>();
  for (const { name, sha256, size, content } of files) {
    // Why not by the hash alone: files of one archive share the archive's, and a list and its packed copy share none.
    const key = content ? `${content.crc32} ${content.bytes}` : sha256;
    const other = names.get(key);
    if (other !== undefined && (content?.bytes ?? size) > telling)
      throw badUserInput(
        other === name ? `${name} is named twice.` : `${other} and ${name} are the same file, byte for byte.`,
        'Name each file of a delivery once, packed or plain.',
      );
    names.set(key, name);
  }
}

function notWhole(what: string): PortcullisError {
  return badUserInput(
    `${what} is never a whole list: leave out --full.`,
    'portcullis formats NAME says whether a delivery may be a whole list.',
  );
}
