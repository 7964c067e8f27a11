import { createRandom } from '../world/random.js';
import { createDeliveries } from './house/deliveries.js';
import { makeHouse } from './house/house.js';
import { openIssuer } from './house/issuer.js';
import { officers } from './load/officers.js';
import type { Night } from './night.js';
import { untilAnswered } from './untilAnswered.js';
import { createWords } from './words.js';

/** A broken law, and how. */
export interface Finding {
  readonly law: string;
  readonly what: string;
}

/** A night whose deployment is made, and not started yet. */
export interface OpenNight {
  readonly night: Night;
  readonly findings: readonly Finding[];
  close(): Promise<void>;
}

export async function openNight(seed: number, say: (line: string) => void): Promise<OpenNight> {
  const random = createRandom(seed);
  const issuer = await openIssuer();
  const house = await makeHouse(issuer, () => random.chance(0.5));
  const findings: Finding[] = [];
  const night: Night = {
    ...{ random, issuer, house, officers, words: createWords(random), deliveries: createDeliveries(house) },
    ...{ asked: [], troubles: [], recovered: {}, kept: { erased: [], revoked: [], skipped: [] }, say },
    find(law, what) {
      findings.push({ law, what });
      say(`FAULT ${law}: ${what}`);
    },
    async trouble(name, work, codes) {
      const trouble = { name, from: Date.now(), to: Number.POSITIVE_INFINITY, ...(codes ? { codes } : {}) };
      night.troubles.push(trouble);
      await work();
      const worked = Date.now();
      await untilAnswered(night);
      trouble.to = Date.now();
      night.recovered[name] = Math.max(night.recovered[name] ?? 0, trouble.to - worked);
    },
  };
  const close = async (): Promise<void> => {
    await house.close();
    await issuer.close();
  };
  return { night, findings, close };
}
