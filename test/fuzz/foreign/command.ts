import { Command } from 'commander';
import { fuzzForeign } from './foreign.js';

/** `npm run fuzz -- foreign`: random operations over foreign sources, under random labels. */
export function foreignCommand(whole: (text: string) => number): Command {
  return new Command('foreign')
    .description(
      'Asks foreign sources under random labels, and compares with the permissive answer, what is withheld cut out.',
    )
    .option('--count <n>', 'operations', whole, 10_000)
    .option('--seed <n>', 'the first of the numbers that operations and labels are made from', whole, 1)
    .action(async ({ count, seed }: { count: number; seed: number }) => {
      for (const share of [1, 0.75]) {
        const { compared, cut, passedOver, findings } = await fuzzForeign({ seed, count, share });
        for (const finding of findings.slice(0, 5)) process.stdout.write(`${JSON.stringify(finding, null, 2)}\n`);
        const rest = `${cut} with something withheld, ${passedOver} passed over`;
        process.stdout.write(
          `${compared} answers, ${share * 100} % of the fields shown: ${findings.length} failed (${rest})\n`,
        );
        if (findings.length > 0) process.exitCode = 1;
      }
    });
}
