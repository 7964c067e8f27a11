import { Command, InvalidArgumentError } from 'commander';
import type { NightEvent } from './events/event.js';
import { events } from './plan.js';
import { type NightResult, runNight } from './run.js';

interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly only?: readonly NightEvent[];
  readonly json?: boolean;
}

/** A deployment under load, to which everything happens that happens in years: `npm run fuzz -- night`. */
export function nightCommand(whole: (text: string) => number): Command {
  return new Command('night')
    .description(
      'Serves a night of load with a backup, a full disk, keys that change, processes that die, and holds all answers to the laws.',
    )
    .option('--minutes <n>', 'how long, at least as long as each event takes once', whole, 10)
    .option('--seed <n>', 'the number that questions, deliveries and the order of events are made from', whole, 1)
    .option('--only <names>', `these events alone, with commas: ${events.map(({ name }) => name).join(', ')}`, named)
    .option('--json', 'one JSON object on standard output')
    .action(async ({ minutes, seed, only, json }: Options) => {
      const say = (line: string): void => void process.stderr.write(`${line}\n`);
      say(`seed ${seed}`);
      const result = await runNight({ minutes, seed, say, ...(only ? { chosen: only } : {}) });
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : told(result));
      process.exitCode = result.findings.length > 0 ? 1 : 0;
    });
}

function named(text: string): readonly NightEvent[] {
  return text.split(',').map((name) => {
    const event = events.find((each) => each.name === name.trim());
    if (!event) throw new InvalidArgumentError(`There is no event ${name}.`);
    return event;
  });
}

function told({
  seed,
  seconds,
  questions,
  codes,
  events: happened,
  recovered,
  planted,
  gone,
  skipped,
  findings,
  metrics,
}: NightResult): string {
  const pairs = (counted: Readonly<Record<string, number>>): string =>
    Object.entries(counted)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return [
    ...findings.map(({ law, what }) => `FAULT ${law}: ${what}`),
    ...skipped.map((what) => `skipped: ${what}`),
    `${questions} answers in ${seconds} s: ${pairs(codes)}`,
    `${happened.length} events; answers came again after (ms): ${pairs(recovered)}`,
    `${planted} persons delivered, ${gone} taken away; metrics read ${metrics.reads} times, in ${metrics.longestMs} ms at most`,
    findings.length > 0 ? `${findings.length} faults; again: npm run fuzz -- night --seed ${seed}\n` : 'no fault\n',
  ].join('\n');
}
