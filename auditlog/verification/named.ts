import { decodeEntry } from '../entry/decode.js';
import { parseNamed } from '../entry/named.js';
import { leafHash } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import { streamNaming } from '../store/naming.js';
import type { LogQuery } from '../store/pool.js';
import type { TrustedHead } from './heads.js';

/** What entries name of other logs. */
export interface NamedHeads {
  /** By log: its named heads, each once. */
  readonly heads: ReadonlyMap<string, readonly TrustedHead[]>;
  /** By register: the logs that it names, of any size. */
  readonly byRegister: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads all heads that registers and first entries of writers name. An entry counts if its bytes are whole.
 *
 * @param from first entry to read, by log; 0 for other logs
 */
export async function findNamedHeads(db: LogQuery, from?: ReadonlyMap<string, number>): Promise<NamedHeads> {
  const heads = new Map<string, Map<string, TrustedHead>>();
  const byRegister = new Map<string, Set<string>>();
  for await (const { log: by, entry } of streamNaming(db, from)) {
    const decoded = decodeEntry(entry);
    if (decoded?.log !== by || decoded.index !== entry.index || !sameBytes(leafHash(entry.bytes), entry.leafHash))
      continue;
    const { kind, heads: texts = [] } = decoded.header;
    for (const named of texts.flatMap((text) => parseNamed(text) ?? [])) {
      const { log, size, root } = named;
      const name = `entry ${entry.index} of ${by}`;
      const key = `${size} ${Buffer.from(root).toString('base64')}`;
      const ofLog = heads.get(log) ?? new Map<string, TrustedHead>();
      heads.set(log, ofLog);
      if (size > 0 && !ofLog.has(key)) ofLog.set(key, { size, root, name });
      if (kind === 'REGISTER') byRegister.set(by, (byRegister.get(by) ?? new Set()).add(log));
    }
  }
  return { heads: new Map([...heads].map(([log, ofLog]) => [log, [...ofLog.values()]])), byRegister };
}
