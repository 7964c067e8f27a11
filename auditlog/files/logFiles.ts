import { parseTilePath, type Tile } from '../c2sp/tilePath.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { findNewestCosigned } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import { readConsistencyProof, readHashes } from '../store/tree.js';
import { readProof } from './proof.js';

/** A file of a log, as it goes out. */
export interface LogFile {
  readonly body: string | Buffer;
  readonly type: string;
  /** True where the same path has the same bytes for ever. */
  readonly isImmutable: boolean;
}

/** What of logs is read as files: nothing of it opens anything, and all of it tells how much there is. */
export interface LogFiles {
  /**
   * The file of a log; null where there is none:
   * `checkpoint`, `tile/<L>/<N>[.p/<W>]` (C2SP tlog-tiles), `proof/<index>.tlog-proof` (C2SP tlog-proof),
   * `consistency/<first>/<second>` (RFC 9162, a hash a line, base64).
   */
  read(log: string, path: string): Promise<LogFile | null>;
}

const plain = 'text/plain; charset=utf-8';

/** The files of the logs of one database. */
export function createLogFiles(db: LogQuery): LogFiles {
  return {
    async read(log, path) {
      if (path === 'checkpoint') return text(await newestNote(db, log));
      const entry = /^proof\/(0|[1-9][0-9]{0,14})\.tlog-proof$/.exec(path);
      if (entry) return text((await readProof(db, log, Number(entry[1])))?.text ?? null);
      const sizes = /^consistency\/([1-9][0-9]{0,14})\/([1-9][0-9]{0,14})$/.exec(path);
      if (sizes) return await consistency(db, log, Number(sizes[1]), Number(sizes[2]));
      const tile = parseTilePath(path);
      return tile && (await tileFile(db, log, tile));
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

/** Only what is under a signature: of more nobody could say what it is. */
async function tileFile(db: LogQuery, log: string, tile: Tile): Promise<LogFile | null> {
  const hashes = Math.floor((await signedSize(db, log)) / 256 ** tile.level);
  if (tile.index * 256 + tile.width > hashes) return null;
  // A level of tiles is eight levels of the tree.
  const body = await readHashes(db, { log, level: 8 * tile.level, from: tile.index * 256, count: tile.width });
  return body && { body, type: 'application/octet-stream', isImmutable: true };
}

async function signedSize(db: LogQuery, log: string): Promise<number> {
  return (await findNewestCheckpoint(db, log))?.size ?? 0;
}
