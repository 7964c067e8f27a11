import { createHash } from 'node:crypto';
import type { Guard } from './guard.js';

/** So many of the guards that are tried in no time: others at another commit, the same ones at the same. */
export function sampleOf(guards: readonly Guard[], commit: string, count: number): readonly Guard[] {
  const rankOf = ({ name }: Guard): string => createHash('sha256').update(`${commit} ${name}`).digest('hex');
  return guards
    .filter(({ slow }) => !slow)
    .map((guard) => ({ guard, rank: rankOf(guard) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ guard }) => guard);
}
