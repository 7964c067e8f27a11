import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { toBase64 } from '../proofs/bytes.js';
import type { FoundIndex } from './findIndex.js';
import { type MonthIndex, neighboursOf } from './monthIndex.js';
import { entriesOfPeriod, pseudonymInput, publicKeyOf } from './stated.js';
import { proveVrf, pseudonymOfProof } from './vrf.js';

/**
 * The proof that an entity is not in an index, as text: docs/AUDIT.md has its form. Null if the entity is in the index.
 *
 * @param tlogProof C2SP tlog-proof of the entry that states the index
 */
export function writeAbsence(
  entity: string,
  {
    found,
    index,
    privateKey,
    tlogProof,
  }: {
    readonly found: FoundIndex;
    readonly index: MonthIndex;
    readonly privateKey: KeyObject;
    readonly tlogProof: string;
  },
): string | null {
  const { stated, entry } = found;
  const proof = proveVrf(privateKey, pseudonymInput(stated, entity));
  const neighbours = neighboursOf(index, pseudonymOfProof(proof));
  if (neighbours === null || entry.header === null) return null;
  const { der } = publicKeyOf(createPublicKey(privateKey));
  return [
    `portcullis-audit-absence@v1\nlog ${stated.log}\n${entriesOfPeriod(stated.period) ? 'entries' : 'month'} ${stated.period}\nentity ${entity}\n`,
    `key ${toBase64(der)}\nproof ${toBase64(proof)}\n`,
    ...neighbours.map(
      ({ place, pseudonym, hashes }) => `neighbour ${place} ${[pseudonym, ...hashes].map(toBase64).join(' ')}\n`,
    ),
    `leaf ${toBase64(entry.bytes)}\nheader ${toBase64(entry.header)}\n\n${tlogProof}`,
  ].join('');
}
