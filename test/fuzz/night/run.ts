import { setTimeout as sleep } from 'node:timers/promises';
import type { NightEvent } from './events/event.js';
import { deliverList, listed } from './events/taking.js';
import { tallyOf } from './laws/answers.js';
import { judgeServing, judgeStopped } from './laws/end.js';
import { watchMetrics } from './laws/watchMetrics.js';
import { deliverSome, startDelivering } from './load/delivering.js';
import { startNightLoad } from './load/load.js';
import type { Night } from './night.js';
import { type Finding, openNight } from './open.js';
import { events, order, pair } from './plan.js';
import { untilAnswered } from './untilAnswered.js';

/** How a night went. */
export interface NightResult {
  readonly seed: number;
  readonly seconds: number;
  readonly questions: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly events: readonly string[];
  readonly recovered: Readonly<Record<string, number>>;
  readonly metrics: { readonly reads: number; readonly longestMs: number };
  readonly planted: number;
  readonly gone: number;
  readonly skipped: readonly string[];
  readonly findings: readonly Finding[];
}

export interface NightOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly chosen?: readonly NightEvent[];
  readonly say: (line: string) => void;
}

/** Between two events, ms: somebody asks in peace. */
const pauseMs = 4000;

/** A deployment under load for some minutes; every event once, in the order of the seed, then two at a time until the time is over. */
export async function runNight({ minutes, seed, chosen = events, say }: NightOptions): Promise<NightResult> {
  const begun = Date.now();
  const { night, findings, close } = await openNight(seed, say);
  const { asked, words, kept, recovered, house } = night;
  // Why: what it started, and the disk that it mounted, would stay.
  const leave = (): void => void close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  try {
    await house.server.start();
    await house.watcher.start();
    await untilAnswered(night);
    const list = Array.from({ length: 12 }, (_, at) => words.plant(listed, at % 3 === 0 ? ['NL-CUSTOMS'] : null));
    await deliverList(night, list);
    await night.deliveries.confirmed(deliverSome(night));
    const metrics = watchMetrics(night);
    const happened = await live(night, { seed, chosen, until: begun + minutes * 60_000 });
    await judgeServing(night);
    await metrics.stop();
    await judgeStopped(night);
    return {
      ...{ seed, seconds: Math.round((Date.now() - begun) / 1000), questions: asked.length, codes: tallyOf(night) },
      ...{ events: happened, recovered, metrics: metrics.seen, planted: words.all.length },
      ...{ gone: words.all.filter(({ goneAt }) => goneAt).length, skipped: kept.skipped, findings },
    };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
    await close();
  }
}

interface Plan {
  readonly seed: number;
  readonly chosen: readonly NightEvent[];
  readonly until: number;
}

/** Asks and delivers while the events happen; their names. */
async function live(night: Night, { seed, chosen, until }: Plan): Promise<readonly string[]> {
  const happened: string[] = [];
  const begun = Date.now();
  const load = startNightLoad(night, seed);
  const delivering = startDelivering(night);
  const happen = async (event: NightEvent): Promise<void> => {
    night.say(`${Math.round((Date.now() - begun) / 1000)} s, ${load.count()} questions: ${event.name}`);
    await event.run(night);
    happened.push(event.name);
  };
  for (const event of order(night.random, chosen)) {
    await sleep(pauseMs);
    await happen(event);
  }
  while (Date.now() < until) {
    await sleep(pauseMs);
    const both = pair(night.random, chosen).map(async (event, at) => {
      await sleep(at * night.random.below(5000));
      await happen(event);
    });
    await Promise.all(both);
  }
  await delivering.stop();
  await sleep(pauseMs);
  await load.stop();
  night.say(`${night.asked.length} answers: ${JSON.stringify(tallyOf(night))}`);
  return happened;
}
