import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { decide } from '../../../policy/decide.js';
import type { Agency, Policy } from '../../../policy/policy.js';
import {
  type AgencyKind,
  agencyKinds,
  type Category,
  type Effect,
  type Envelope,
  effects,
  type Purpose,
  purposes,
  type RequestFacts,
  type Role,
  rank,
  roles,
} from '../../../policy/types.js';
import { packageFile } from '../../../schema/files.js';
import { ordinary } from './cases.js';

/** Kinds of agency by what they get. */
type Gets = Partial<Record<Effect, readonly AgencyKind[]>>;

/** One category in one sentence: who gets what of it, for which purposes, and where a record says otherwise. */
export interface RightsRow {
  readonly description: string;
  readonly category: Category;
  /** Every purpose that opens it; any other closes it. */
  readonly purposes: readonly Purpose[];
  /** Who asks; ANALYST where absent. */
  readonly role?: Role;
  /** `needed`: without a case it is closed. */
  readonly case?: 'needed';
  /** Fields that differ from an ordinary record of BE-CUSTOMS; the originator SELF is the agency that asks. */
  readonly record?: Partial<Envelope>;
  /** Every kind, by what it gets; a third country with the originator's consent. */
  readonly gets: Gets;
  /** What is otherwise for another role. */
  readonly by?: Partial<Record<Role, Gets>>;
  /** Whether it shows at once what others hold apart; see docs/POLICY.md. */
  readonly whole?: boolean;
  /** Of an agency's own record; FULL where absent. */
  readonly own?: Effect;
  /** The most, where the person is a victim; as without where absent. */
  readonly protected?: Effect;
  /** The most, under a restriction in words (H3); MASKED where absent. */
  readonly restricted?: Effect;
  /** The most that a third country gets without the originator's consent; HIT where absent. */
  readonly unconsented?: Effect;
}

/** One role in one sentence. */
export interface RoleRow {
  readonly description: string;
  readonly role: Role;
  readonly purposes: readonly Purpose[];
  readonly atMost?: Partial<Record<Effect, readonly Category[]>>;
  readonly else: Effect;
}

/** One decision that must come as stated. */
export interface Check {
  readonly category: Category;
  readonly facts: RequestFacts;
  readonly envelope: Envelope;
  readonly effect: Effect;
  /** Which sentence it is of, and which case. */
  readonly says: string;
}

const folder = packageFile('test', 'cases', 'policy', 'rights');
const read = <Row>(file: string): readonly Row[] => parse(readFileSync(join(folder, `${file}.yaml`), 'utf8')) as Row[];

const files = readdirSync(folder).map((name) => name.replace('.yaml', ''));
export const rightsRows: readonly RightsRow[] = files
  .filter((name) => name !== 'kinds' && name !== 'roles')
  .sort()
  .flatMap((name) => read<RightsRow>(name));
export const roleRows: readonly RoleRow[] = read<RoleRow>('roles');

/** Kinds that get what another gets wherever no sentence names them. */
const likeKinds = Object.fromEntries(
  read<{ kind: AgencyKind; like: AgencyKind }>('kinds').map(({ kind, like }) => [kind, like]),
) as Partial<Record<AgencyKind, AgencyKind>>;

const modelId = (kind: AgencyKind, own: boolean): string => `${own ? 'OWN' : 'NEW'}-${kind}`;

/** Model agencies beside those of the policy: of each kind one that originates nothing, and one that enters every source. */
export function withModels(policy: Policy): Policy {
  const model = Object.values(policy.agencies)[0] as Agency;
  const agencies = agencyKinds.flatMap((kind) =>
    [false, true].map((own): [string, Agency] => {
      const id = modelId(kind, own);
      const mandate = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT' ? ['BE-CUSTOMS'] : [];
      const originates = own ? Object.keys(policy.sources) : [];
      return [id, { ...model, id, kind, country: 'TT', clearance: 'SECRET_UE', originates, roles, purposes, mandate }];
    }),
  );
  return { ...policy, agencies: { ...policy.agencies, ...Object.fromEntries(agencies) } };
}

function factsOf(
  kind: AgencyKind,
  role: Role,
  purpose: Purpose | undefined,
  more: { own?: boolean; case?: boolean } = {},
): RequestFacts {
  const { own = false, case: hasCase = true } = more;
  return {
    viewer: { subject: 'tester', agency: modelId(kind, own), kind, country: 'TT', role, clearance: 'SECRET_UE' },
    purpose,
    ...(hasCase ? { caseReference: 'X-1' } : {}),
    asOf: '2026-11-25T10:00:00Z',
  };
}

const least = (...all: readonly Effect[]): Effect => all.reduce((a, b) => (rank[a] <= rank[b] ? a : b));

function effectOf(gets: Gets, kind: AgencyKind, otherwise?: Gets): Effect {
  const like = likeKinds[kind];
  if (like !== undefined && !Object.values(gets).some((kinds) => kinds.includes(kind)))
    return effectOf(gets, like, otherwise);
  const found = effects.filter((effect) => gets[effect]?.includes(kind));
  if (found.length === 0 && otherwise) return effectOf(otherwise, kind);
  if (found.length !== 1) throw new Error(`${kind} stands ${found.length} times among those who get something`);
  return found[0] as Effect;
}

/** The decisions that a row states. */
export function checksOf(row: RightsRow): readonly Check[] {
  const { category, role = 'ANALYST', gets } = row;
  const stateable = row.purposes.filter((purpose) => roleMayState(role, purpose));
  const [purpose] = stateable;
  const most = [...agencyKinds].sort((a, b) => rank[effectOf(gets, b)] - rank[effectOf(gets, a)])[0] as AgencyKind;
  const ordinaryOf = (facts: RequestFacts, more: Partial<Envelope> = {}): Envelope => {
    const { agency, kind } = facts.viewer;
    const consent = kind === 'PARTNER_THIRD_COUNTRY' ? { releasableTo: [`agency:${agency}`] } : {};
    const record = { ...ordinary, ...consent, ...row.record, ...more };
    return record.originator === 'SELF' ? { ...record, originator: agency } : record;
  };
  const check = (facts: RequestFacts, effect: Effect, says: string, more?: Partial<Envelope>): Check => ({
    category,
    facts,
    envelope: ordinaryOf(facts, more),
    effect,
    says: `${row.description} (${says})`,
  });
  const ofKinds = (who: Role, of: Gets): readonly Check[] =>
    agencyKinds.map((kind) => check(factsOf(kind, who, purpose), effectOf(of, kind, gets), `${who} of ${kind}`));
  // What nobody gets of others is looked at on the viewer's own record.
  const isClosed = effectOf(gets, most) === 'NONE';
  const onOwn = isClosed ? { originator: 'SELF' } : {};
  const best = isClosed ? (row.own ?? 'FULL') : effectOf(gets, most);
  const asking = (of: Purpose | undefined, hasCase = true) => factsOf(most, role, of, { own: isClosed, case: hasCase });
  return [
    ...ofKinds(role, gets),
    ...Object.entries(row.by ?? {}).flatMap(([who, of]) => ofKinds(who as Role, of)),
    ...purposes
      .filter((each) => roleMayState(role, each))
      .map((each) => check(asking(each), row.purposes.includes(each) ? best : 'NONE', `for ${each}`, onOwn)),
    check(asking(purpose, false), row.case === 'needed' ? 'NONE' : best, 'without a case', onOwn),
    ...(row.record ? [] : onOneRecord(row, { best, most, role, purpose, isClosed, check })),
  ];
}

function onOneRecord(
  row: RightsRow,
  of: {
    readonly best: Effect;
    readonly most: AgencyKind;
    readonly role: Role;
    readonly purpose: Purpose | undefined;
    readonly isClosed: boolean;
    readonly check: (facts: RequestFacts, effect: Effect, says: string, more?: Partial<Envelope>) => Check;
  },
): readonly Check[] {
  const { best, most, role, purpose, isClosed, check } = of;
  const { category, gets, own = 'FULL', restricted = 'MASKED', unconsented = 'HIT' } = row;
  const isLog = category.startsWith('audit.');
  const lowest = [...agencyKinds].sort((a, b) => rank[effectOf(gets, a)] - rank[effectOf(gets, b)])[0] as AgencyKind;
  const self = { originator: 'SELF' };
  const asking = factsOf(most, role, purpose, { own: isClosed });
  const partner = factsOf('PARTNER_THIRD_COUNTRY', role, purpose);
  const onOwn = isClosed ? self : {};
  const ofPartner = effectOf(gets, 'PARTNER_THIRD_COUNTRY');
  return [
    ...(isLog ? [] : [check(factsOf(lowest, role, purpose, { own: true }), own, `own record of ${lowest}`, self)]),
    check(asking, least(best, row.protected ?? 'FULL'), 'of a victim', { ...onOwn, dataSubjectCategory: 'VICTIM' }),
    check(asking, isClosed ? best : least(best, restricted), 'under a restriction', {
      ...onOwn,
      handlingCodes: ['H3'],
    }),
    check(partner, least(ofPartner, unconsented), 'without consent', { releasableTo: [] }),
  ];
}

function roleMayState(role: Role, purpose: Purpose): boolean {
  return roleRows.find((row) => row.role === role)?.purposes.includes(purpose) ?? false;
}

/** The decisions that a role's row states, over the categories' rows. */
export function checksOfRole(row: RoleRow): readonly Check[] {
  return rightsRows.flatMap((of) => {
    const { category } = of;
    const cap = effects.find((effect) => row.atMost?.[effect]?.includes(category)) ?? row.else;
    const open = of.purposes.filter((each) => row.purposes.includes(each));
    const gets = of.by?.[row.role] ?? (isNarrowed(of) ? null : of.gets);
    if (!gets) return [];
    const kind = [...agencyKinds].sort(
      (a, b) => rank[effectOf(gets, b, of.gets)] - rank[effectOf(gets, a, of.gets)],
    )[0] as AgencyKind;
    const best = effectOf(gets, kind, of.gets);
    const isClosed = best === 'NONE' && of.own !== 'NONE';
    const top = isClosed ? (of.own ?? 'FULL') : best;
    const check = (purpose: Purpose, effect: Effect): Check => {
      const facts = factsOf(kind, row.role, purpose, { own: isClosed });
      const originator = isClosed || of.record?.originator === 'SELF' ? facts.viewer.agency : ordinary.originator;
      const says = `${row.description} (${category} for ${purpose})`;
      return { category, facts, envelope: { ...ordinary, originator }, effect, says };
    };
    const stated = of.by?.[row.role] ? top : least(cap, top);
    return [
      ...open.map((purpose) => check(purpose, stated)),
      ...purposes
        .filter((each) => !row.purposes.includes(each))
        .map((purpose) => check(purpose, category === 'public' ? 'FULL' : 'NONE')),
    ];
  });
}

// What a row says of one role says nothing of others.
function isNarrowed({ role, by }: RightsRow): boolean {
  return role !== undefined || by !== undefined;
}

/** Whether the policy marks the category as the row does; which records then show it is the sources' to say. */
export function isWholeAsStated(policy: Policy, { category, whole = false }: RightsRow): boolean {
  return policy.categories[category]?.whole === whole;
}

/** Whether a policy, with its models, decides as stated. */
export function holds(policy: Policy, { facts, category, envelope, effect }: Check): boolean {
  return decide(policy, facts, category, envelope).effect === effect;
}
