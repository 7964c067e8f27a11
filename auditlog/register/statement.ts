import { randomUUID } from 'node:crypto';
import { decodeEntry } from '../entry/decode.js';
import { entryOf } from '../entry/entryOf.js';
import { type NamedLog, parseNamed, writeNamed } from '../entry/named.js';
import { forked } from '../forked.js';
import type { Opening } from '../opening/opening.js';
import { findLastNaming, hasNews } from '../store/naming.js';
import type { LogQuery } from '../store/pool.js';
import type { NewEntry } from '../types.js';

/** Prefix of the request id of an entry whose only news are the registers of other instances. */
const seen = 'seen-';

/**
 * An entry of a register: every log that it knows, with its head. So the last entry says everything.
 *
 * @param isNews false if only registers of others moved: they do not name such an entry in turn, or two registers would name one
 *   another for ever
 */
export function statementEntry(
  { policyVersion, schemaHash }: Opening,
  named: Iterable<NamedLog>,
  isNews: boolean,
): NewEntry {
  const heads = [...named].map(writeNamed).sort();
  const requestId = `${isNews ? 'register-' : seen}${randomUUID()}`;
  const at = new Date().toISOString();
  return entryOf({ kind: 'REGISTER', at, requestId, policyVersion, schemaHash, code: 'OK', heads });
}

/** True if a register states more, from an entry on, than the registers of others. */
export async function isNewsFrom(db: LogQuery, register: string, index: number): Promise<boolean> {
  return await hasNews(db, register, index, seen);
}

/**
 * The logs that a register names, by their ids.
 *
 * @throws PortcullisError AUDIT_FORKED if its last entry is not what its leaf says
 */
export async function readNamed(db: LogQuery, register: string): Promise<ReadonlyMap<string, NamedLog>> {
  const last = await findLastNaming(db, register);
  if (!last) return new Map();
  const decoded = decodeEntry(last);
  if (decoded?.log !== register || decoded.index !== last.index)
    throw forked(register, `entry ${last.index} is not what its leaf says`);
  const named = (decoded.header.heads ?? []).flatMap((text) => parseNamed(text) ?? []);
  return new Map(named.map((each) => [each.log, each]));
}
