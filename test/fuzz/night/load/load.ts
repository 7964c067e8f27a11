import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, hash } from '../../world/random.js';
import type { Night } from '../night.js';
import { ask, type Officer } from './ask.js';
import { questionOf, twins } from './questions.js';

/** Officers who ask until they are stopped. */
export interface NightLoad {
  /** Questions so far. */
  count(): number;
  stop(): Promise<void>;
}

/** Each officer asks one question after the other, from a seed of its own. */
export function startNightLoad(night: Night, seed: number): NightLoad {
  let isStopping = false;
  let count = 0;
  const asking = night.officers.map(async (officer) => {
    const random = createRandom(hash(seed, officer.subject));
    while (!isStopping) {
      if (random.chance(0.1)) await askTwins(night, officer, random);
      else await ask(night, officer, questionOf(officer, night.words, random));
      count += 1;
      await sleep(60 + random.below(300));
    }
  });
  return {
    count: () => count,
    stop: async () => {
      isStopping = true;
      await Promise.all(asking);
    },
  };
}

/** Whether somebody is there whom the officer may not know of, must not be told from the answers: two worlds in one. */
async function askTwins(night: Night, officer: Officer, random: ReturnType<typeof createRandom>): Promise<void> {
  const pair = twins(officer, night.words, random);
  if (!pair) return;
  const [there, absent, hiddenName, absentName] = pair;
  const refusedBy = officer.agency === 'ES-TAX' ? ['FILTER_NOT_PERMITTED'] : [];
  const first = await ask(night, officer, { ...there, refusedBy });
  const second = await ask(night, officer, { ...absent, refusedBy });
  // Where something is broken on purpose, the two may fall on either side of it.
  const isOdd = (code: string): boolean => code !== 'OK' && !refusedBy.includes(code);
  if (isOdd(first.code) || isOdd(second.code)) return;
  const [one, other] = [bare(first.text, hiddenName), bare(second.text, absentName)];
  if (one !== other) night.find('two worlds', `${officer.agency} is told apart:\n  ${one}\n  ${other}`);
}

/** An answer without what differs in all answers. */
function bare(text: string, name: string): string {
  return text
    .replaceAll(name, 'NAME')
    .replaceAll(/"requestId":"[^"]+"/g, '"requestId":""')
    .replaceAll(/"audit":\{[^}]+\}/g, '"audit":{}');
}
