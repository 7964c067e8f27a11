import type { Policy } from '../policy.js';
import { ordinary } from '../space/records.js';
import {
  type AgencyKind,
  type Effect,
  type Envelope,
  effects,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
} from '../types.js';
import type { Check, Stated } from './cases.js';
import { modelFacts } from './models.js';
import { effectOf, extreme, least, roleMayState, type Sentences } from './sentences.js';
import type { Gets, RightsRow, RoleSentence } from './shapes.js';
import type { Placed } from './written.js';

/** What a sentence on a category states. */
export function statedByRights(sentences: Sentences, row: Placed<RightsRow>): Stated {
  const asked = askedBy(sentences, row);
  const checks = [...ofKinds(asked), ...ofRequests(asked), ...(row.record ? [] : onOneRecord(asked))];
  return { at: row.at, sentence: row.description, checks };
}

type Asked = ReturnType<typeof askedBy>;

function askedBy(sentences: Sentences, row: RightsRow) {
  const { role = 'ANALYST', category, gets, own = 'FULL' } = row;
  const effectFor = (kind: AgencyKind): Effect => effectOf(sentences, category, gets, kind);
  const most = extreme(sentences, 'MOST', effectFor);
  const stated = purposes.filter((each) => roleMayState(sentences, role, each));
  // What nobody gets of other agencies' records is checked on the viewer's own.
  const isClosed = effectFor(most) === 'NONE';
  return {
    ...{ sentences, row, role, stated, most, isClosed, effectFor },
    best: isClosed ? own : effectFor(most),
    purpose: row.purposes.find((each) => stated.includes(each)),
    onOwn: isClosed ? self : {},
  };
}

const self: Partial<Envelope> = { originator: 'SELF' };

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
  const { sentences, row, purpose } = asked;
  const of = (role: Role, gets: Gets): readonly Check[] =>
    sentences.kinds.map((kind) => {
      const effect = effectOf(sentences, row.category, gets, kind, row.gets);
      return checkOf(asked, modelFacts(sentences.policy, kind, role, purpose), effect, `${role} of ${kind}`);
    });
  const others = Object.entries(row.by ?? {}).flatMap(([role, gets]) => of(role as Role, gets));
  return [...of(asked.role, row.gets), ...others];
}

function ofRequests(asked: Asked): readonly Check[] {
  const { sentences, row, role, stated, purpose, most, isClosed, best, onOwn } = asked;
  const asking = (of: Purpose | undefined, hasCase = true): RequestFacts =>
    modelFacts(sentences.policy, most, role, of, { own: isClosed, hasCase });
  const who = `${role} of ${most}`;
  return [
    ...stated.map((each) => {
      const effect = row.purposes.includes(each) ? best : 'NONE';
      return checkOf(asked, asking(each), effect, `${who} for ${each}`, onOwn);
    }),
    checkOf(asked, asking(purpose, false), row.case ? 'NONE' : best, `${who} without a case`, onOwn),
  ];
}

function onOneRecord(asked: Asked): readonly Check[] {
  const { sentences, row, role, purpose, most, isClosed, best, onOwn, effectFor } = asked;
  const { policy } = sentences;
  const { category, own = 'FULL', protected: ofVictim = 'FULL', restricted = 'MASKED', unconsented = 'HIT' } = row;
  const lowest = extreme(sentences, 'LEAST', effectFor);
  const asking = modelFacts(policy, most, role, purpose, { own: isClosed });
  const lowestOwn = modelFacts(policy, lowest, role, purpose, { own: true });
  const partner = modelFacts(policy, 'PARTNER_THIRD_COUNTRY', role, purpose);
  const victim = { ...onOwn, dataSubjectCategory: 'VICTIM' };
  const underH3 = { ...onOwn, handlingCodes: ['H3'] };
  const ofRestricted = isClosed ? best : least(best, restricted);
  const ofPartner = least(effectFor('PARTNER_THIRD_COUNTRY'), unconsented);
  const isLog = /^(audit|subject)\./.test(category);
  return [
    ...(isLog ? [] : [checkOf(asked, lowestOwn, own, `${role} of ${lowest} on its own record`, self)]),
    checkOf(asked, asking, least(best, ofVictim), `${role} of ${most} on a victim`, victim),
    checkOf(asked, asking, ofRestricted, `${role} of ${most} under a restriction`, underH3),
    checkOf(asked, partner, ofPartner, 'a third country without consent', { releasableTo: [] }),
  ];
}

/** What the matrix and a sentence say differently of how a category is shown or told, which no decision says; null: nothing. */
export function otherFlag(policy: Policy, { category, whole = false, told = false }: RightsRow): string | null {
  const row = policy.categories[category];
  if (row?.whole !== whole) return 'whole';
  return row.subjectAccess === told ? null : 'subjectAccess';
}

/** What a sentence on a role states, over the sentences on categories. */
export function statedByRole(sentences: Sentences, row: Placed<RoleSentence>): Stated {
  const checks = sentences.rights.flatMap((of) => {
    // A sentence on one role says nothing of others.
    const isNarrowed = of.role !== undefined || of.by !== undefined;
    const gets = of.by?.[row.role] ?? (isNarrowed ? null : of.gets);
    return gets ? ofRole(sentences, row, of, gets) : [];
  });
  return { at: row.at, sentence: row.description, checks };
}

function ofRole(sentences: Sentences, row: RoleSentence, of: RightsRow, gets: Gets): readonly Check[] {
  const { category, own = 'FULL' } = of;
  const cap = effects.find((effect) => row.atMost?.[effect]?.includes(category)) ?? row.else;
  const effectFor = (kind: AgencyKind): Effect => effectOf(sentences, category, gets, kind, of.gets);
  const kind = extreme(sentences, 'MOST', effectFor);
  const isClosed = effectFor(kind) === 'NONE' && own !== 'NONE';
  const top = isClosed ? own : effectFor(kind);
  const stated = of.by?.[row.role] ? top : least(cap, top);
  const check = (purpose: Purpose, effect: Effect): Check => {
    const facts = modelFacts(sentences.policy, kind, row.role, purpose, { own: isClosed });
    const isOwn = isClosed || of.record?.originator === 'SELF';
    const envelope = isOwn ? { ...ordinary, originator: facts.viewer.agency } : ordinary;
    return { category, facts, envelope, expect: { effect }, who: `${kind} for ${purpose}` };
  };
  const isStated = (purpose: Purpose): boolean => row.purposes.includes(purpose);
  const others = purposes.filter((each) => !isStated(each));
  return [
    ...of.purposes.filter(isStated).map((each) => check(each, stated)),
    ...others.map((each) => check(each, category === 'public' ? 'FULL' : 'NONE')),
  ];
}
