import { createHash, type KeyObject } from 'node:crypto';

/** What an entry states of the index of a period, in its request id and document hash, both in clear. */
export interface StatedIndex {
  /** The log whose entries were indexed. */
  readonly log: string;
  /** A month, `2026-11`, or the entries between two heads, by their sizes: `1024-4096`. */
  readonly period: string;
  /** Its entries, from `start` (inclusive) to `end` (exclusive). */
  readonly start: number;
  readonly end: number;
  /** Pseudonyms in the index. */
  readonly count: number;
  /** Entries among them whose keys are gone. */
  readonly erased: number;
  /** SHA-256 of the public key of the pseudonyms (SPKI, DER), hex. */
  readonly key: string;
}

/** The entries of a period between two heads; null for a month. No month reads so: its number is below its year. */
export function entriesOfPeriod(period: string): { readonly start: number; readonly end: number } | null {
  const [start = 0, end = 0] = period.split('-').map(Number);
  return start < end ? { start, end } : null;
}

/** Prefix of the request ids of a period's indexes. */
export function indexPrefix({ log, period }: Pick<StatedIndex, 'log' | 'period'>): string {
  return `index/${log}/${period}/`;
}

/** The request id of the entry that states an index. */
export function indexId(stated: StatedIndex): string {
  const { start, end, count, erased, key } = stated;
  return `${indexPrefix(stated)}${start}-${end}/${count}/${erased}/${key}`;
}

/** What such a request id says; null for any other. A trailing number tells repeated acts apart. */
export function parseIndexId(requestId: string): StatedIndex | null {
  const form = /^index\/([a-z0-9.-]+)\/(\d+-\d+)\/(\d+)-(\d+)\/(\d+)\/(\d+)\/([0-9a-f]{64})(?:\.\d+)?$/;
  const [, log = '', period = '', start, end, count, erased, key = ''] = form.exec(requestId) ?? [];
  if (log === '') return null;
  return { log, period, start: Number(start), end: Number(end), count: Number(count), erased: Number(erased), key };
}

/** What a pseudonym is made of: an entity has a different one in each log and period. */
export function pseudonymInput({ log, period }: Pick<StatedIndex, 'log' | 'period'>, entity: string): Buffer {
  return Buffer.from(`portcullis/audit/absence\0${log}\0${period}\0${entity}`, 'utf8');
}

/** The public pseudonym key as outsiders need it (SPKI, DER), and its SHA-256 as entries state it. */
export function publicKeyOf(key: KeyObject): { readonly der: Buffer; readonly digest: string } {
  const der = key.export({ format: 'der', type: 'spki' });
  return { der, digest: createHash('sha256').update(der).digest('hex') };
}
