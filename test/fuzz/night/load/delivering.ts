import { setTimeout as sleep } from 'node:timers/promises';
import type { Night } from '../night.js';
import { watchedSource } from '../words.js';

/** Delivers a few new persons, some of them for one agency alone, or for nobody else; the name of the delivery. */
export function deliverSome({ random, words, deliveries }: Night): string {
  const audiences = [null, null, ['DE-POLICE'], ['NL-CUSTOMS', 'PL-BORDER'], ['EU-ANALYSIS']];
  return deliveries.deliver(
    Array.from({ length: 2 + random.below(6) }, () => words.plant(watchedSource, random.pick(audiences))),
  );
}

/** Delivers every few seconds, unless some deliveries wait already, and says what is wrong with what was confirmed. */
export function startDelivering(night: Night): { stop(): Promise<void> } {
  let isStopping = false;
  const delivering = (async () => {
    while (!isStopping) {
      if (night.deliveries.open().length < 5) deliverSome(night);
      for (let tries = 0; tries < 8 && !isStopping; tries += 1) {
        for (const fault of night.deliveries.look()) night.find('deliveries', fault);
        await sleep(1000);
      }
    }
  })();
  return {
    stop: async () => {
      isStopping = true;
      await delivering;
    },
  };
}
