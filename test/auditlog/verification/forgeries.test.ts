import { beforeAll, describe, expect, it } from '@jest/globals';
import { useLogDatabase } from '../support/logDatabase.js';
import { forgeries } from './forge.js';
import { moments, runTrial, trialOf } from './forgeryTrial.js';

/*
 * Anyone who has the database and no keys forges the log of a writer that is cut off, asleep or stopped. All kinds, in all
 * three moments; any number of them: npm run fuzz -- forgeries --count 1000
 */
const { pool, admin } = useLogDatabase();

beforeAll(async () => {
  // What a superuser can do to write an entry twice.
  await admin.query('alter table audit.entry drop constraint entry_log_request_id_kind_key');
});

describe('a log that was forged', () => {
  it('is never signed, nor written on where its writer looked at it (a forged head was read from the database and signed)', async () => {
    const all = Object.keys(forgeries).length * moments.length;
    const wrong: object[] = [];
    for (let number = 0; number < all; number += 1) {
      const trial = trialOf(number);
      const { end, signed } = await runTrial({ pool, admin }, trial);
      // One that sleeps reads nothing; what it commits next follows from its memory.
      const isHeld = end === 'AUDIT_FORKED' || trial.moment === 'asleep';
      if (signed.length > 0 || !isHeld) wrong.push({ ...trial, end, signed });
    }
    expect(wrong).toEqual([]);
  });
});
