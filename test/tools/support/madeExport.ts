import { createHash, randomBytes } from 'node:crypto';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { appendLeaf, type CompactRange, emptyRange, leafHash, rangeRoot } from '../../../auditlog/merkle.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';

/** Key of a log's checkpoints in these tests, and its text. */
export const logKey = checkpointKeys(Buffer.alloc(32, 7));
export const origin = originOf('main');
export const vkey = verifierKeyOf(origin, logKey.publicKey);

/** An entry of a made export: its leaf, and the header that it commits to. */
export interface MadeEntry {
  readonly leaf: Buffer;
  readonly header: Buffer | null;
  /** What the reader may see of it. */
  readonly shown: 'header' | 'leaf' | 'expired';
}

/** A whole log of that many entries; `bytes` gives their random parts. */
export function makeEntries(count: number, bytes: (size: number) => Buffer = randomBytes): MadeEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const shown = (['header', 'leaf', 'expired'] as const)[(bytes(1)[0] ?? 0) % 3] ?? 'leaf';
    const header = Buffer.concat([
      bytes(16),
      Buffer.from(
        `{"at":"2026-11-01T00:00:00.000Z","kind":"OUTCOME","version":2,"x":"${bytes(9).toString('base64')}"}`,
      ),
    ]);
    return { leaf: leafOf('main', index, header, bytes), header, shown };
  });
}

/** A leaf: docs/AUDIT.md. */
export function leafOf(log: string, index: number, header: Buffer, bytes: (size: number) => Buffer): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(index));
  const commitment = createHash('sha256').update(header).digest();
  return Buffer.concat([Buffer.of(2, log.length), Buffer.from(log), place, commitment, bytes(96)]);
}

/** The signed head of the first entries. */
export function headOf(entries: readonly MadeEntry[], size: number, key = logKey, name = origin): string {
  return signCheckpoint({ origin: name, size, root: rangeRoot(rangeOf(entries, size)) }, key.privateKey);
}

/** The tree over the first entries. */
export function rangeOf(entries: readonly MadeEntry[], size: number): CompactRange {
  return entries.slice(0, size).reduce((range, { leaf }) => appendLeaf(range, leafHash(leaf)), emptyRange);
}

/** The export of entries `start` to `end` (exclusive) of a log, under these heads; its own by default. */
export function makeExport(
  entries: readonly MadeEntry[],
  start: number,
  end: number,
  heads: readonly string[] = (start === 0 ? [end] : [start, end]).map((size) => headOf(entries, size)),
): string {
  const lines = entries.slice(start, end).map(({ leaf, header, shown }) => {
    if (shown === 'expired') return `expired ${leaf.toString('base64')}\n`;
    return `leaf ${leaf.toString('base64')}${shown === 'header' && header ? ` ${header.toString('base64')}` : ''}\n`;
  });
  return [
    `portcullis-audit-export@v1\nasked - 2026-12-01T00:00:00.000Z\nagency -\nentries ${start} ${end}\n\n`,
    ...heads.map((head) => `${head}\n`),
    ...rangeOf(entries, start).subtrees.map(({ hash }) => `subtree ${Buffer.from(hash).toString('base64')}\n`),
    ...lines,
    `end ${end - start}\n`,
  ].join('');
}
