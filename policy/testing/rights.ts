import type { Policy } from '../policy.js';
import { ordinary } from '../space/records.js';
import {
  type AgencyKind,
  type Effect,
  type Envelope,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
} from '../types.js';
import type { Check, Stated } from './cases.js';
import { modelFacts } from './models.js';
import { effectOf, extreme, least, roleMayState, type Sayings } from './sayings.js';
import type { Gets, RightsRow } from './shapes.js';
import type { Placed } from './written.js';

/** What a sentence on a category states. */
export function statedByRights(sayings: Sayings, row: Placed<RightsRow>): Stated {
  const { role = 'ANALYST', gets } = row;
  const effectFor = (kind: AgencyKind): Effect => effectOf(sayings, row.category, gets, kind);
  const most = extreme(sayings, 'MOST', effectFor);
  const [purpose] = row.purposes.filter((each) => roleMayState(sayings, role, each));
  // What nobody gets of others is looked at on the viewer's own record.
  const isClosed = effectFor(most) === 'NONE';
  const best = isClosed ? (row.own ?? 'FULL') : effectFor(most);
  const asked: Asked = { sayings, row, role, purpose, most, isClosed, best, effectFor };
  const checks = [...ofKinds(asked), ...ofRequests(asked), ...(row.record ? [] : onOneRecord(asked))];
  return { at: row.at, sentence: row.description, checks };
}

interface Asked {
  readonly sayings: Sayings;
  readonly row: RightsRow;
  readonly role: Role;
  /** The first that the role may state. */
  readonly purpose: Purpose | undefined;
  /** Who gets most. */
  readonly most: AgencyKind;
  readonly isClosed: boolean;
  readonly best: Effect;
  readonly effectFor: (kind: AgencyKind) => Effect;
}

function checkOf(
  { row }: Asked,
  facts: RequestFacts,
  effect: Effect,
  who: string,
  more: Partial<Envelope> = {},
): Check {
  const { agency, kind } = facts.viewer;
  const consent = kind === 'PARTNER_THIRD_COUNTRY' ? { releasableTo: [`agency:${agency}`] } : {};
  const record = { ...ordinary, ...consent, ...(row.record as Partial<Envelope>), ...more };
  const envelope = record.originator === 'SELF' ? { ...record, originator: agency } : record;
  return { category: row.category, facts, envelope, expect: { effect }, who };
}

function ofKinds(asked: Asked): readonly Check[] {
  const { sayings, row, purpose } = asked;
  const { policy, kinds } = sayings;
  const of = (role: Role, gets: Gets): readonly Check[] =>
    kinds.map((kind) => {
      const effect = effectOf(sayings, row.category, gets, kind, row.gets);
      return checkOf(asked, modelFacts(policy, kind, role, purpose), effect, `${role} of ${kind}`);
    });
  return [
    ...of(asked.role, row.gets),
    ...Object.entries(row.by ?? {}).flatMap(([role, gets]) => of(role as Role, gets)),
  ];
}

const self: Partial<Envelope> = { originator: 'SELF' };

function ofRequests(asked: Asked): readonly Check[] {
  const { sayings, row, role, most, isClosed, best } = asked;
  const onOwn = isClosed ? self : {};
  const asking = (purpose: Purpose | undefined, hasCase = true): RequestFacts =>
    modelFacts(sayings.policy, most, role, purpose, { own: isClosed, hasCase });
  const who = `${role} of ${most}`;
  return [
    ...purposes
      .filter((each) => roleMayState(sayings, role, each))
      .map((each) => {
        const effect = row.purposes.includes(each) ? best : 'NONE';
        return checkOf(asked, asking(each), effect, `${who} for ${each}`, onOwn);
      }),
    checkOf(asked, asking(asked.purpose, false), row.case ? 'NONE' : best, `${who} without a case`, onOwn),
  ];
}

function onOneRecord(asked: Asked): readonly Check[] {
  const { sayings, row, role, purpose, most, isClosed, best, effectFor } = asked;
  const { policy } = sayings;
  const lowest = extreme(sayings, 'LEAST', effectFor);
  const asking = modelFacts(policy, most, role, purpose, { own: isClosed });
  const partner = modelFacts(policy, 'PARTNER_THIRD_COUNTRY', role, purpose);
  const onOwn = isClosed ? self : {};
  const victim = { ...onOwn, dataSubjectCategory: 'VICTIM' };
  const restricted = { ...onOwn, handlingCodes: ['H3'] };
  const ofRestricted = isClosed ? best : least(best, row.restricted ?? 'MASKED');
  const unconsented = least(effectFor('PARTNER_THIRD_COUNTRY'), row.unconsented ?? 'HIT');
  const lowestOwn = modelFacts(policy, lowest, role, purpose, { own: true });
  const isLog = row.category.startsWith('audit.');
  return [
    ...(isLog ? [] : [checkOf(asked, lowestOwn, row.own ?? 'FULL', `${role} of ${lowest} on its own record`, self)]),
    checkOf(asked, asking, least(best, row.protected ?? 'FULL'), `${role} of ${most} on a victim`, victim),
    checkOf(asked, asking, ofRestricted, `${role} of ${most} under a restriction`, restricted),
    checkOf(asked, partner, unconsented, 'a third country without consent', { releasableTo: [] }),
  ];
}

/** Whether the policy marks the category as the row does; which records then show it is the sources' to say. */
export function isWholeAsStated(policy: Policy, { category, whole = false }: RightsRow): boolean {
  return policy.categories[category]?.whole === whole;
}
