import { rank } from '../../../policy/types.js';
import { type Attack, type Attacked, attacks } from './attackers.js';
import type { Hidden, Standing } from './hidden.js';
import type { Officer } from './officers.js';
import type { Worlds } from './worlds.js';

/** What each attacker of a kind of agency came to with a person who is hidden so. */
export interface Outcome extends Attacked, Pick<Attack, 'most'> {
  readonly standing: Standing;
  readonly kind: Officer['kind'];
}

/** Whose records are attacked: those of whom some agency may know. */
const attacked: readonly Standing[] = ['LENT', 'LENT_PROTECTED', 'PROTECTED'];

/**
 * Has every attacker try its way, as officers of each kind of agency for which the best of a record is a hit; six officers a
 * person, whom no other attack has.
 *
 * @param kinds how many kinds of agency of each standing; all where absent
 */
export async function attackAll(worlds: Worlds, kinds = Number.POSITIVE_INFINITY): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const standing of attacked) {
    const ofStanding = worlds.hidden.filter((hidden) => hidden.standing === standing);
    for (const [place, officer] of officersKnowing(worlds, ofStanding[0]).slice(0, kinds).entries()) {
      for (const [at, attack] of attacks.entries()) {
        const hidden = ofStanding[(at + place) % ofStanding.length] as Hidden;
        const subjects = Array.from({ length: 6 }, (_, n) => `attacker-${standing}-${at}-${n}`);
        const [world] = worlds.both;
        const came = await attack.run({ world, hidden, officer, subjects });
        outcomes.push({ attack: attack.name, most: attack.most, ...came, standing, kind: officer.kind });
      }
    }
  }
  return outcomes;
}

/** One officer of each kind of agency, for whom the best of the record is a hit. */
function officersKnowing(worlds: Worlds, hidden: Hidden | undefined): readonly Officer[] {
  if (!hidden) return [];
  const knowing = worlds.officers.filter((officer) => worlds.bestOn(officer, hidden) === rank.HIT);
  return [...new Set(knowing.map(({ kind }) => kind))].flatMap(
    (kind) => knowing.find((officer) => officer.kind === kind) ?? [],
  );
}

/** Whether an attacker learned something, or was answered more often than the limits say. */
export function isThrough({ learned, answered, most }: Outcome): boolean {
  return learned !== null || (most !== null && answered > most);
}
