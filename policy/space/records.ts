import type { Policy } from '../policy.js';
import { dataSubjectCategories, isProtected } from '../protectedSubjects.js';
import { linkSubject, type StatedSubject } from '../rows/linkSubject.js';
import { type Right, rightsOf } from '../rules/rights.js';
import type { Category, Classification, Envelope, LinkSubject, RequestFacts } from '../types.js';
import { type Both, withNeeded } from './requests.js';

/** Records that are decided alike, and the person at the end of a link as each policy takes it. */
export interface RecordClass {
  /** In what they differ from an ordinary record of another agency; empty for that. */
  readonly words: readonly string[];
  readonly envelope: Envelope;
  readonly subjects: Both<LinkSubject | null>;
}

/** One way in which a record may be, as a change of a class. */
interface Way {
  readonly word: string;
  readonly envelope?: Partial<Envelope>;
  readonly subjects?: Both<LinkSubject | null>;
}

/** No name that a policy can give an agency: one of its own would make the record the asker's. */
const stranger = 'another agency';

/** A record of another agency that restricts nothing. */
export const ordinary: Envelope = {
  originator: stranger,
  handlingCodes: [],
  addressees: [],
  classification: 'PUBLIC',
  releasableTo: [],
  hitTo: [],
  purposeLimits: [],
  minor: false,
  source: '',
  sourceRef: '',
};

/**
 * A record of every class that two policies may decide differently, the most ordinary first. Why these are enough:
 * docs/decisions/0053.
 */
export function recordClasses(
  policies: Both<Policy>,
  facts: Both<RequestFacts>,
  category: Category,
  links: readonly Way[],
): readonly RecordClass[] {
  const rights = policies.flatMap((policy, n) => rightsOf(policy, facts[n] as RequestFacts).get(category) ?? []);
  const isPersonal = policies.some((policy) =>
    withNeeded(policy, category).some((each) => policy.categories[each]?.personal),
  );
  const ways: readonly (readonly Way[])[] = [
    originatorsOf(facts[0].viewer.agency, rights),
    isPersonal ? [{ word: 'of protected persons', envelope: { minor: true } }, ...links] : [],
    [{ word: 'under H3', envelope: { handlingCodes: ['H3'] } }],
    ...controlsOf(namesOf(facts)),
    operationsOf(policies, rights),
    levelsOf(policies, facts).map((level): Way => ({ word: `up to ${level}`, envelope: { classification: level } })),
  ];
  return ways
    .reduce<readonly RecordClass[]>(branch, [{ words: [], envelope: ordinary, subjects: [null, null] }])
    .toSorted((one, other) => one.words.length - other.words.length);
}

function branch(classes: readonly RecordClass[], ways: readonly Way[]): readonly RecordClass[] {
  return classes.flatMap((each) => [each, ...ways.map((way) => differing(each, way))]);
}

function differing({ words, envelope, subjects }: RecordClass, way: Way): RecordClass {
  const codes = [...envelope.handlingCodes, ...(way.envelope?.handlingCodes ?? [])];
  return {
    words: [...words, way.word],
    envelope: { ...envelope, ...way.envelope, handlingCodes: codes },
    subjects: way.subjects ?? subjects,
  };
}

/*
 * What the originator may control. H2 to others and a release to others are one to `decide`: HIT where a hit list names the
 * viewer, else NONE; and a hit list matters beside one of them alone. Where a policy knows the viewer by another kind or
 * country, each name may mean it to one and not to the other.
 */
function controlsOf([name = '', ...moved]: readonly string[]): readonly (readonly Way[])[] {
  const held: Way = { word: 'under H2 to others', envelope: { handlingCodes: ['H2'] } };
  const told = (to: string): Way => ({ word: `of which ${to} may be told`, envelope: { hitTo: [to] } });
  const released = (to: string): Way => ({ word: `released to ${to}`, envelope: { releasableTo: [to] } });
  if (moved.length > 0) return [[held], [name, ...moved].map(told), [name, ...moved].map(released)];
  const heldAndTold: Way = {
    word: `${held.word}, ${told(name).word}`,
    envelope: { ...held.envelope, ...told(name).envelope },
  };
  return [[held, heldAndTold, released(name)]];
}

function originatorsOf(own: string, rights: readonly Right[]): readonly Way[] {
  const others = [...new Set(rights.flatMap(({ scope }) => scope ?? []))].filter((id) => id !== own);
  const ofScope = others.map((id): Way => ({ word: `of ${id || 'nobody'}`, envelope: { originator: id } }));
  return [{ word: 'of its own', envelope: { originator: own } }, ...ofScope];
}

function operationsOf(policies: Both<Policy>, rights: readonly Right[]): readonly Way[] {
  const ids = new Set(rights.flatMap(({ operations }) => operations.map(({ id }) => id)));
  // The new name of each.
  const named = new Map(policies.flatMap(({ operations }) => operations.map(({ id, name }) => [id, name] as const)));
  return [...ids].map((id) => ({ word: `of ${named.get(id)}`, envelope: { jointOperation: id } }));
}

// The names under which a list may mean the viewer: where its kind or country changes, each policy knows it by others.
function namesOf([before, after]: Both<RequestFacts>): readonly string[] {
  const { agency, kind, country } = before.viewer;
  const moved = [
    ...(kind === after.viewer.kind ? [] : [`kind:${kind}`, `kind:${after.viewer.kind}`]),
    ...(country === after.viewer.country ? [] : [`country:${country}`, `country:${after.viewer.country}`]),
  ];
  return [`agency:${agency}`, ...moved];
}

// The agency's clearance, where it changes: what one of the two lets through.
function levelsOf([before, after]: Both<Policy>, [facts]: Both<RequestFacts>): readonly Classification[] {
  const levels = [before, after].map(({ agencies }) => agencies[facts.viewer.agency]?.clearance ?? 'PUBLIC');
  return levels[0] === levels[1] ? [] : levels.filter((level) => level !== 'PUBLIC');
}

/** Persons at the end of links whom two policies take otherwise, to the originator or to others: one of each kind. */
export function differingLinks(policies: Both<Policy>): readonly Way[] {
  const [{ linkSubjects: one }, { linkSubjects: other }] = policies;
  if (one === other) return [];
  const found = new Map<string, Way>();
  for (const stated of linksOf(policies)) {
    const subjects = policies.map((policy) => linkSubject(policy, '2026-01-01T00:00:00Z', stated));
    const [was, is] = subjects.map((subject) => `${isProtected(subject, true)} ${isProtected(subject, false)}`);
    if (was === is || found.has(`${was} ${is}`)) continue;
    found.set(`${was} ${is}`, { word: wordOf(stated), subjects: subjects as unknown as Both<LinkSubject> });
  }
  return [...found.values()];
}

function wordOf({ type, role, publicSource, category, recordCategory }: StatedSubject): string {
  if (role !== null) return `by a link to a person of the role ${role}`;
  if (publicSource !== null || category !== null || recordCategory !== null)
    return `by a link to a person listed in ${publicSource}`;
  return `by a link (${type}) to a person of whom nobody tells`;
}

function* linksOf([{ linkSubjects: one }, { linkSubjects: other }]: Both<Policy>): Generator<StatedSubject> {
  const categories = [null, ...dataSubjectCategories];
  const nothing = { birthDate: null, minor: null, recordMinor: null, pointed: false, settled: true };
  for (const type of new Set([null, ...Object.keys(one.untold), ...Object.keys(other.untold)]))
    for (const role of new Set([null, ...Object.keys(one.roles), ...Object.keys(other.roles)]))
      for (const publicSource of new Set([null, ...one.publicLists, ...other.publicLists]))
        for (const category of categories)
          for (const recordCategory of categories)
            yield { ...nothing, type, role, publicSource, category, recordCategory };
}
