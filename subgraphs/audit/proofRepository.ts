import { readProof } from '../../auditlog/files/storedProof.js';
import { isOfAnswers } from '../../auditlog/logIds.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import { readInclusionProofs, readSize } from '../../auditlog/store/tree.js';
import { badUserInput } from '../../schema/errors.js';
import { sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { toLogQuery } from './logQuery.js';
import { type EntryKey, entryKey, parseKey } from './mapping.js';

/** An inclusion proof as the SDL names it; hashes in hex. */
interface ProofNode {
  readonly treeSize: number;
  readonly hashes: readonly string[];
  readonly root: string;
  readonly checkpoint: string | null;
}

/** A signed head as the SDL names it. */
interface CheckpointNode {
  readonly log: string;
  readonly size: number;
  readonly note: string;
  readonly at: string;
}

/**
 * Inclusion proofs of entries, by the newest signed head that includes them, else by the present head. Three statements for
 * each log among them.
 */
export async function proofsByKey(
  session: SourceSession,
  keys: readonly EntryKey[],
): Promise<ReadonlyMap<EntryKey, ProofNode>> {
  const db = toLogQuery(session.db);
  const proofs = new Map<EntryKey, ProofNode>();
  const parsed = keys.map(parseKey);
  for (const log of new Set(parsed.map((key) => key.log))) {
    const wanted = parsed.filter((key) => key.log === log);
    const checkpoint = await findNewestCheckpoint(db, log);
    const isSigned = checkpoint !== null && wanted.every(({ index }) => index < checkpoint.size);
    const size = isSigned ? checkpoint.size : await readSize(db, log);
    const read = await readInclusionProofs(db, { log, indices: wanted.map(({ index }) => index), size });
    for (const { index } of wanted) {
      proofs.set(entryKey(log, index), {
        treeSize: size,
        hashes: (read.proofs.get(index) ?? []).map(hex),
        root: hex(read.root),
        checkpoint: isSigned ? checkpoint.note : null,
      });
    }
  }
  return proofs;
}

const leasedLogs = compileStatement(sql<{ log: string }>`select distinct log from audit.lease`);

/** The log that answers come out of; null where there is none. Throws BAD_USER_INPUT where there are several. */
export async function findOnlyLog(session: SourceSession): Promise<string | null> {
  const all = await session.db.rows(leasedLogs);
  // Why only these: no answer comes out of any other log, so no receipt means it.
  const rows = all.filter(({ log }) => isOfAnswers(log));
  if (rows.length > 1) {
    throw badUserInput('There are several logs: say which, as the receipt does.', { at: 'log' });
  }
  return rows[0]?.log ?? null;
}

/** @throws PortcullisError BAD_USER_INPUT where there is no such log */
export async function assertLog(session: SourceSession, log: string): Promise<void> {
  const logs = await session.db.rows(leasedLogs);
  if (logs.some((each) => each.log === log)) return;
  throw badUserInput('There is no such log.', { at: 'log', hint: '`auditCheckpoints` names all logs.' });
}

/** The proof of one entry, for the holder of its receipt. */
export async function findProof(session: SourceSession, log: string, index: number) {
  const proof = await readProof(toLogQuery(session.db), log, index);
  return proof && { log, index, treeSize: proof.treeSize, cosigned: proof.isCosigned, text: proof.text };
}

/** The newest signed head of a log; null where there is none. */
export async function findCheckpoint(session: SourceSession, log: string): Promise<CheckpointNode | null> {
  const found = await findNewestCheckpoint(toLogQuery(session.db), log);
  return found && { log, ...found };
}

const newestCheckpoints = compileStatement(sql<CheckpointNode & { readonly at: Date }>`
  select log, size, note, at from (
    select c.*, row_number() over (partition by c.log order by c.size desc) as place from audit.checkpoint c
  ) ranked where place = 1 order by log`);

/** The newest signed head of each log, by the log's id. */
export async function findCheckpoints(session: SourceSession): Promise<readonly CheckpointNode[]> {
  const rows = await session.db.rows(newestCheckpoints);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
