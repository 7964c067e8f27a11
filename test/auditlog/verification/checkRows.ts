import { expect, it } from '@jest/globals';
import type pg from 'pg';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { type VerificationKeys, type VerificationOptions, verifyLog } from '../../../auditlog/verification/verify.js';
import { auditKeys } from '../support/samples.js';
import { afterAttack, publicKeys, type Tampering } from './tampering.js';

/** A check, and a tampering that no other check finds: everything that is said of it is said by this one. */
export interface Row {
  readonly check: string;
  readonly attack: (tampering: Tampering) => Promise<unknown>;
  /** What is said, and of which entry; null: of none. */
  readonly says: RegExp;
  readonly at: number | null;
  /** All by default. `those with keys`: the others find all well; `those without`: who has keys sees more. */
  readonly seenBy?: 'those with keys' | 'those without';
  readonly keys?: VerificationKeys;
  readonly options?: () => VerificationOptions;
}

/** An attack by statements, each of which must touch something. */
export const each =
  (...statements: readonly string[]): Row['attack'] =>
  async ({ run }) => {
    for (const statement of statements) await run(statement);
  };

/** Sets a byte of a column to another value. */
export const flip = (column: string, at: number): string =>
  `${column} = set_byte(${column}, ${at}, (get_byte(${column}, ${at}) + 1) % 256)`;

/** A test for each row. */
export function itFindsEach(rows: readonly Row[], admin: pg.Pool, head: () => TrustedHead): void {
  it.each(rows.map((row) => [row.check, row] as const))('%s', async (_check, { attack, says, at, seenBy, ...row }) => {
    for (const own of [auditKeys, publicKeys]) {
      const found = await afterAttack(admin, 'main', attack, (db) => {
        const keys = { ...own, ...(own === auditKeys ? row.keys : {}), store: db as LogPool };
        return verifyLog(db, 'main', keys, row.options?.() ?? { trusted: [head()] });
      });
      if (own === publicKeys && seenBy === 'those with keys') {
        expect(found).toMatchObject({ verdict: 'OK', limits: expect.stringContaining('Bodies were not opened') });
        continue;
      }
      expect(found.verdict).not.toBe('OK');
      if (own === auditKeys && seenBy === 'those without') continue;
      const said = [...found.faults.map(({ what }) => what), ...found.missing];
      expect(said.filter((what) => !says.test(what))).toEqual([]);
      if (found.faults.length > 0) expect(found.faults[0]?.index).toBe(at);
    }
  });
}
