import { Command } from 'commander';
import { findFault, hasPython, tryExports } from '../tools/exportsTrial.js';

/** `npm run fuzz -- exports`: random exports and corrupted ones, judged by tools/verify-audit.mjs and by a second implementation. */
export function exportsCommand(whole: (text: string) => number): Command {
  return new Command('exports')
    .description(
      'Has tools/verify-audit.mjs and a Python of its own judge random exports of the log, whole and corrupted.',
    )
    .option('--count <n>', 'exports, and as many corrupted ones', whole, 1_000)
    .option('--seed <n>', 'the first of the numbers that exports are made from', whole, 1)
    .action(async ({ count, seed }: { count: number; seed: number }) => {
      if (!hasPython()) throw new Error('python3 is not there: nothing to compare with.');
      const startedAt = performance.now();
      const tally: Record<string, number> = {};
      let failed = 0;
      for (let at = seed; at < seed + count; at += 50) {
        for (const judged of await tryExports(Math.min(50, seed + count - at), at)) {
          const fault = findFault(judged);
          const way = `${judged.corruption ?? 'whole'}: ${judged.tool}`;
          tally[way] = (tally[way] ?? 0) + 1;
          if (fault === null) continue;
          failed += 1;
          process.stdout.write(`${fault}\n`);
        }
      }
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      process.stdout.write(
        `${count} exports, whole and corrupted, in ${seconds} s: ${failed} judged wrong or not alike\n`,
      );
      for (const [way, times] of Object.entries(tally).sort()) process.stdout.write(`  ${way}, ${times} times\n`);
      process.exitCode = failed > 0 ? 1 : 0;
    });
}
