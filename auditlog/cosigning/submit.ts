import { isSignedBy, parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import { writeSignature } from '../c2sp/note.js';
import type { TrustedWitness } from '../c2sp/trustFile.js';
import { forked } from '../forked.js';
import { rangeRoot } from '../merkle.js';
import { primitives } from '../primitives.js';
import { sameBytes } from '../proofs/bytes.js';
import type { LogQuery } from '../store/pool.js';
import { readConsistencyProof, readRange, readSize } from '../store/tree.js';
import { writeAddCheckpoint } from '../witness/addCheckpoint.js';
import type { WitnessClient } from './witnessClient.js';

/** A signed head on its way to a witness. */
export interface Submission {
  readonly log: string;
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  /** The log's keys. */
  readonly publicKeys: readonly Uint8Array[];
}

/** The witness's lines, or what is wrong; and the size of its last head, 0 if unknown. */
export type Submitted = { readonly old: number } & ({ readonly lines: string } | { readonly fault: string });

/**
 * Has one witness cosign a head.
 *
 * @param old the size that the witness's last head is believed to have
 * @throws PortcullisError AUDIT_FORKED if the witness shows a head that the log's own key signed and the log does not
 *   have. Nothing less is believed: a witness alone cannot stop a writer
 */
export async function submit(
  db: LogQuery,
  client: WitnessClient,
  witness: TrustedWitness,
  head: Submission,
  old: number,
): Promise<Submitted> {
  let from = old;
  // A second attempt for the size that the witness states, a third for another writer's head in between.
  for (let tries = 0; tries < 3; tries += 1) {
    if (from > head.size) return await explain(db, client, witness, head, from);
    const { status, body } = await client.addCheckpoint(await requestOf(db, head, from));
    if (status === 200) return linesOf(witness, head, body);
    if (status === 409) {
      const stated = /^(0|[1-9][0-9]{0,15})\n$/.exec(body)?.[1];
      // Another root for a head of the witness's own size is a conflict too.
      if (from === head.size && Number(stated ?? from) === from) return await explain(db, client, witness, head, from);
      if (stated === undefined || Number(stated) === from) return { old: 0, fault: 'it states no possible size' };
      from = Number(stated);
    } else if (status === 422) return await explain(db, client, witness, head, from);
    else return { old: from, fault: statusFaults[status] ?? `it answers ${status}` };
  }
  return { old: from, fault: 'it states another size each time' };
}

const statusFaults: Readonly<Record<number, string>> = {
  400: 'it takes the request for malformed',
  403: 'it knows the log under another key',
  404: 'it does not know the log',
};

async function requestOf(db: LogQuery, { log, size, note }: Submission, from: number): Promise<string> {
  const isFirst = from === 0 || from === size;
  const proof = isFirst ? [] : await readConsistencyProof(db, { log, first: from, second: size });
  return writeAddCheckpoint(from, proof, note);
}

/** The lines of the witness's own key. */
function linesOf({ key }: TrustedWitness, { note, size }: Submission, body: string): Submitted {
  const parsed = parseCheckpoint(note + body);
  const own = parsed && openCosignatures(parsed, [key], primitives);
  if (!own || own.length === 0)
    return { old: size, fault: 'its cosignature is not of the key that the trust file states: was the key changed?' };
  return { old: size, lines: own.map(({ line }) => writeSignature(line)).join('') };
}

/** Explains a witness's conflict by the head that it shows, which the log's own key must have signed. */
async function explain(
  db: LogQuery,
  client: WitnessClient,
  { name }: TrustedWitness,
  { log, origin, publicKeys }: Submission,
  from: number,
): Promise<Submitted> {
  const note = await client.checkpoint(origin);
  const seen = note === null ? null : parseCheckpoint(note);
  if (seen?.origin !== origin || !isSignedBy(seen, publicKeys, primitives))
    return { old: 0, fault: `it says that it saw another head of ${from} entries, and shows none that the log signed` };
  const size = await readSize(db, log);
  const what = `the witness ${name} has a head of ${seen.size} entries that the key of this log signed`;
  if (seen.size > size) throw forked(log, `${what}, and only ${size} are there`);
  const own = rangeRoot(await readRange(db, log, seen.size));
  if (sameBytes(own, seen.root)) return { old: seen.size, fault: 'it has seen a later head of this log already' };
  const heads = { committed: { size: seen.size, root: seen.root }, found: { size: seen.size, root: own } };
  throw forked(log, `${what}, with another root`, heads);
}
