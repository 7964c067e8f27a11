import { writeProof } from '../../../auditlog/c2sp/proof.js';
import { inclusionProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { toBase64, toHex } from '../../../auditlog/proofs/bytes.js';
import type { AnsweredEntry } from '../../../console/audit/checkEntry.js';
import { primitives } from '../../../console/audit/primitives.js';
import type { Step } from '../../../console/audit/steps.js';
import { readTrusted, type Trusted } from '../../../console/audit/trusted.js';
import { headOf, leafOf, type MadeEntry } from '../../tools/support/madeExport.js';

/** What the header of each entry of a made log states. */
export const stated = {
  agency: 'NL-CUSTOMS',
  asker: 'p1',
  at: '2026-11-01T00:00:00.000Z',
  code: 'OK',
  disclosed: 3,
  durationMs: 1.25,
  kind: 'OUTCOME',
  purpose: null,
} as const;

/** A log of made entries, and what the graph would answer of it. */
export class MadeLog {
  readonly entries: readonly MadeEntry[];
  readonly leaves: readonly Uint8Array[];

  /** @param mark another mark, another log */
  constructor(size: number, mark = '') {
    this.entries = Array.from({ length: size }, (_, index) => {
      const header = Buffer.concat([
        Buffer.alloc(16, index),
        Buffer.from(JSON.stringify({ ...stated, requestId: `r${index}${mark}` })),
      ]);
      return { header, leaf: leafOf('main', index, header, (bytes) => Buffer.alloc(bytes, index)), shown: 'header' };
    });
    this.leaves = this.entries.map(({ leaf }) => leafHash(leaf));
  }

  /** The signed head of the first entries. */
  note(size = this.entries.length): string {
    return headOf(this.entries, size);
  }

  /** `auditProof.text`. */
  proofText(index: number, size = this.entries.length): string {
    const leaf = this.leaves[index] ?? new Uint8Array();
    return writeProof({ index, leaf, hashes: inclusionProof(this.leaves, index, size), note: this.note(size) });
  }

  /** `auditEntry`. */
  answered(index: number, size = this.entries.length): AnsweredEntry {
    const { leaf = Buffer.of(), header = null } = this.entries[index] ?? {};
    return {
      ...{ index, log: 'main', kind: stated.kind, at: stated.at, requestId: `r${index}`, agency: stated.agency },
      ...{
        subject: stated.asker,
        code: stated.code,
        durationMs: stated.durationMs,
        disclosedCount: 3,
        count: 1,
        purpose: null,
      },
      leafHash: toHex(leafHash(leaf)),
      leafInput: toBase64(leaf),
      header: header && toBase64(header),
      inclusionProof: {
        treeSize: size,
        hashes: inclusionProof(this.leaves, index, size).map(toHex),
        root: toHex(rootHash(this.leaves.slice(0, size))),
        checkpoint: this.note(size),
      },
    };
  }
}

/** Whom a text says to believe. @throws RangeError for nobody */
export function trustedOf(text: string): Trusted {
  const trusted = readTrusted(text, primitives);
  if (!('trust' in trusted)) throw new RangeError('nobody to believe');
  return trusted;
}

/** What came of the steps, by their sentences. */
export function wordsOf(steps: readonly Step[]): readonly string[] {
  return steps.map(({ words, state }) => `${words} ${state}`);
}
