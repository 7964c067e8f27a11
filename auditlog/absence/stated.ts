import { createHash, type KeyObject } from 'node:crypto';

/** What an entry says of the index of a month, in its request id and its document hash, both in clear. */
export interface StatedIndex {
  /** The log whose entries were indexed. */
  readonly log: string;
  /** `2026-11`. */
  readonly month: string;
  /** Its entries: the first, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  /** Pseudonyms in the index. */
  readonly count: number;
  /** Entries among them that nobody could open any more. */
  readonly erased: number;
  /** SHA-256 of the public key of the pseudonyms (SPKI, DER), hex. */
  readonly key: string;
}

/** Beginning of the request ids of the indexes of a month. */
export function indexPrefix({ log, month }: Pick<StatedIndex, 'log' | 'month'>): string {
  return `index/${log}/${month}/`;
}

/** The request id of the entry that states an index. */
export function indexId(stated: StatedIndex): string {
  const { start, end, count, erased, key } = stated;
  return `${indexPrefix(stated)}${start}-${end}/${count}/${erased}/${key}`;
}

/** What such a request id says; null for another one. A number behind it tells acts alike apart. */
export function parseIndexId(requestId: string): StatedIndex | null {
  const form = /^index\/([a-z0-9.-]+)\/(\d{4}-\d{2})\/(\d+)-(\d+)\/(\d+)\/(\d+)\/([0-9a-f]{64})(?:\.\d+)?$/;
  const [, log = '', month = '', start, end, count, erased, key = ''] = form.exec(requestId) ?? [];
  if (log === '') return null;
  return { log, month, start: Number(start), end: Number(end), count: Number(count), erased: Number(erased), key };
}

/** What a pseudonym is made of: one entity has another one in each log and each month. */
export function pseudonymInput({ log, month }: Pick<StatedIndex, 'log' | 'month'>, entity: string): Buffer {
  return Buffer.from(`portcullis/audit/absence\0${log}\0${month}\0${entity}`, 'utf8');
}

/** The public key of pseudonyms as outsiders take it (SPKI, DER), and its SHA-256 as an entry states it. */
export function publicKeyOf(key: KeyObject): { readonly der: Buffer; readonly digest: string } {
  const der = key.export({ format: 'der', type: 'spki' });
  return { der, digest: createHash('sha256').update(der).digest('hex') };
}
