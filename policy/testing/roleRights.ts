import { ordinary } from '../space/records.js';
import { type AgencyKind, type Effect, effects, type Purpose, purposes } from '../types.js';
import type { Check, Stated } from './cases.js';
import { modelFacts } from './models.js';
import { effectOf, extreme, least, type Sayings } from './sayings.js';
import type { Gets, RightsRow, RoleSentence } from './shapes.js';
import type { Placed } from './written.js';

/** What a sentence on a role states, over the sentences on categories. */
export function statedByRole(sayings: Sayings, row: Placed<RoleSentence>): Stated {
  const checks = sayings.rights.flatMap((of) => {
    const gets = of.by?.[row.role] ?? (isNarrowed(of) ? null : of.gets);
    return gets ? ofCategory(sayings, row, of, gets) : [];
  });
  return { at: row.at, sentence: row.description, checks };
}

// What a sentence says of one role says nothing of others.
function isNarrowed({ role, by }: RightsRow): boolean {
  return role !== undefined || by !== undefined;
}

function ofCategory(sayings: Sayings, row: RoleSentence, of: RightsRow, gets: Gets): readonly Check[] {
  const { category } = of;
  const cap = effects.find((effect) => row.atMost?.[effect]?.includes(category)) ?? row.else;
  const effectFor = (kind: AgencyKind): Effect => effectOf(sayings, category, gets, kind, of.gets);
  const kind = extreme(sayings, 'MOST', effectFor);
  const best = effectFor(kind);
  const isClosed = best === 'NONE' && of.own !== 'NONE';
  const top = isClosed ? (of.own ?? 'FULL') : best;
  const check = (purpose: Purpose, effect: Effect): Check => {
    const facts = modelFacts(sayings.policy, kind, row.role, purpose, { own: isClosed });
    const originator = isClosed || of.record?.originator === 'SELF' ? facts.viewer.agency : ordinary.originator;
    return {
      category,
      facts,
      envelope: { ...ordinary, originator },
      expect: { effect },
      who: `${kind} for ${purpose}`,
    };
  };
  const stated = of.by?.[row.role] ? top : least(cap, top);
  return [
    ...of.purposes.filter((each) => row.purposes.includes(each)).map((purpose) => check(purpose, stated)),
    ...purposes
      .filter((each) => !row.purposes.includes(each))
      .map((purpose) => check(purpose, category === 'public' ? 'FULL' : 'NONE')),
  ];
}
