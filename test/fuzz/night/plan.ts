import type { Random } from '../world/random.js';
import { changes } from './events/changes.js';
import { copies } from './events/copies.js';
import type { NightEvent } from './events/event.js';
import { keys } from './events/keys.js';
import { killing } from './events/killing.js';
import { taking } from './events/taking.js';

/** Everything that happens in a night. */
export const events: readonly NightEvent[] = [...copies, ...taking, ...keys, ...killing, ...changes];

/** All of them in the order of a seed, each behind what it needs. */
export function order(random: Random, chosen: readonly NightEvent[] = events): readonly NightEvent[] {
  const left = [...chosen];
  const ordered: NightEvent[] = [];
  while (left.length > 0) {
    const ready = left.filter(({ after }) => !left.some(({ name }) => name === after));
    const next = random.pick(ready);
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

/** Two of them that may happen at once. */
export function pair(random: Random, chosen: readonly NightEvent[]): readonly NightEvent[] {
  const one = random.pick(chosen);
  const others = chosen.filter((each) => each !== one && !(each.holdsServer && one.holdsServer));
  return others.length === 0 ? [one] : [one, random.pick(others)];
}
