import { parseTilePath, type Tile } from '../c2sp/tilePath.js';
import { readLeaf } from '../proofs/leaf.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { findNewestCosigned } from '../store/cosigned.js';
import { readLeaves } from '../store/exporting.js';
import type { LogQuery } from '../store/pool.js';
import { readConsistencyProof, readHashes } from '../store/tree.js';
import { readProof } from './storedProof.js';

/** A public file of a log. */
export interface LogFile {
  readonly body: string | Buffer;
  readonly type: string;
  /** True if the same path has the same bytes for ever. */
  readonly isImmutable: boolean;
}

/** The parts of logs that are read as files: none of them reveals an entry, though all of them show how many there are. */
export interface LogFiles {
  /**
   * The file of a log; null if there is none:
   * `checkpoint`, `tile/<L>/<N>[.p/<W>]`, `tile/entries/<N>[.p/<W>]` (C2SP tlog-tiles), `proof/<index>.tlog-proof` (C2SP tlog-proof),
   * `consistency/<first>/<second>` (RFC 9162, a hash a line, base64).
   */
  read(log: string, path: string): Promise<LogFile | null>;
}

const plain = 'text/plain; charset=utf-8';
const bundles = 'tile/entries/';

/** The files of the logs of one database. */
export function createLogFiles(db: LogQuery): LogFiles {
  return {
    async read(log, path) {
      if (path === 'checkpoint') return text(await newestNote(db, log));
      const entry = /^proof\/(0|[1-9][0-9]{0,14})\.tlog-proof$/.exec(path);
      if (entry) return text((await readProof(db, log, Number(entry[1])))?.text ?? null);
      const sizes = /^consistency\/([1-9][0-9]{0,14})\/([1-9][0-9]{0,14})$/.exec(path);
      if (sizes) return await consistency(db, log, Number(sizes[1]), Number(sizes[2]));
      const isBundle = path.startsWith(bundles);
      const tile = parseTilePath(isBundle ? `tile/0/${path.slice(bundles.length)}` : path);
      if (!tile || !(await isSigned(db, log, tile))) return null;
      const body = isBundle ? await readBundle(db, log, tile) : await readTile(db, log, tile);
      return body && { body, type: 'application/octet-stream', isImmutable: true };
    },
  };
}

/** The newest head that a quorum cosigned; the newest signed one where none is. */
async function newestNote(db: LogQuery, log: string): Promise<string | null> {
  return (await findNewestCosigned(db, log))?.note ?? (await findNewestCheckpoint(db, log))?.note ?? null;
}

function text(body: string | null): LogFile | null {
  return body === null ? null : { body, type: plain, isImmutable: false };
}

async function consistency(db: LogQuery, log: string, first: number, second: number): Promise<LogFile | null> {
  if (first > second || second > (await signedSize(db, log))) return null;
  const proof = first === second ? [] : await readConsistencyProof(db, { log, first, second });
  const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
  return { body: lines.join(''), type: plain, isImmutable: true };
}

/** True if a signed head covers the tile: nobody could verify more. */
async function isSigned(db: LogQuery, log: string, tile: Tile): Promise<boolean> {
  const hashes = Math.floor((await signedSize(db, log)) / 256 ** tile.level);
  return tile.index * 256 + tile.width <= hashes;
}

/** A level of tiles spans eight levels of the tree. */
function readTile(db: LogQuery, log: string, { level, index, width }: Tile): Promise<Buffer | null> {
  return readHashes(db, { log, level: 8 * level, from: index * 256, count: width });
}

/** The leaves of a tile, each after its length; null if one of them is no leaf. */
async function readBundle(db: LogQuery, log: string, { index, width }: Tile): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  const from = index * 256;
  for await (const page of readLeaves(db, { log, from, to: from + width })) {
    for (const { bytes } of page) {
      if (!readLeaf(bytes)) return null;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      parts.push(length, bytes);
    }
  }
  return parts.length === 2 * width ? Buffer.concat(parts) : null;
}

async function signedSize(db: LogQuery, log: string): Promise<number> {
  return (await findNewestCheckpoint(db, log))?.size ?? 0;
}
