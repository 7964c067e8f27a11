import { Command } from 'commander';
import { openPool } from '../auditlog/support/openTestLog.js';
import { runTrial, trialOf } from '../auditlog/verification/forgeryTrial.js';
import { closeTestRun, openTestRun } from '../support/databaseServer.js';
import { createTestDatabase } from '../support/postgres.js';

/** `npm run fuzz -- forgeries`: forges logs of writers that are cut off, asleep or stopped, and looks what they sign. */
export function forgeriesCommand(whole: (text: string) => number): Command {
  return new Command('forgeries')
    .description('Forges audit logs, with the database and without the keys, and looks what their writers sign.')
    .option('--count <n>', 'forgeries', whole, 1_000)
    .option('--seed <n>', 'the first of the numbers that forgeries are made from', whole, 0)
    .action(async ({ count, seed }: { count: number; seed: number }) => {
      await openTestRun();
      try {
        process.exitCode = (await forgeAll(count, seed)) > 0 ? 1 : 0;
      } finally {
        await closeTestRun();
      }
    });
}

/** How many forgeries were signed, or written on by a writer that looked at them. */
async function forgeAll(count: number, seed: number): Promise<number> {
  const startedAt = performance.now();
  const database = await createTestDatabase({ sources: ['audit'] });
  const pool = openPool(database.auditWriterUrl);
  const admin = openPool(database.adminUrl);
  await admin.query('alter table audit.entry drop constraint entry_log_request_id_kind_key');
  const ends: Record<string, number> = {};
  let failed = 0;
  try {
    for (let number = seed; number < seed + count; number += 1) {
      const trial = trialOf(number);
      const { end, signed } = await runTrial({ pool, admin }, trial);
      const way = `${trial.moment}: ${end}`;
      ends[way] = (ends[way] ?? 0) + 1;
      if (signed.length === 0 && (end === 'AUDIT_FORKED' || trial.moment === 'asleep')) continue;
      failed += 1;
      process.stdout.write(`${JSON.stringify({ ...trial, end, signed })}\n`);
    }
  } finally {
    await pool.end();
    await admin.end();
    await database.close();
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${count} forgeries in ${seconds} s: ${failed} failed\n`);
  for (const [way, times] of Object.entries(ends)) process.stdout.write(`  ${way}, ${times} times\n`);
  return failed;
}
