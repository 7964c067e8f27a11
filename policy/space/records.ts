import type { Policy } from '../policy.js';
import { dataSubjectCategories, isProtected } from '../protectedSubjects.js';
import { linkSubject, type StatedSubject } from '../rows/linkSubject.js';
import { type Right, rightsOf } from '../rules/rights.js';
import type { Category, Classification, Envelope, LinkSubject, RequestFacts } from '../types.js';
import { type Both, withNeeded } from './requests.js';

/** A record for all that are decided alike, and the person at the end of a link as each policy treats it. */
export interface RecordClass {
  /** How it differs from an ordinary record of another agency; empty for that one. */
  readonly words: readonly string[];
  readonly envelope: Envelope;
  readonly subjects: Both<LinkSubject | null>;
}

/** One way in which a record may differ, as a change of a class. */
interface Variation {
  readonly word: string;
  readonly envelope?: Partial<Envelope>;
  readonly subjects?: Both<LinkSubject | null>;
}

/** Not a valid agency id: a real one could make the record the viewer's own. */
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
  links: readonly Variation[],
): readonly RecordClass[] {
  const rights = policies.flatMap((policy, n) => rightsOf(policy, facts[n] as RequestFacts).get(category) ?? []);
  const isPersonal = policies.some((policy) =>
    withNeeded(policy, category).some((each) => policy.categories[each]?.personal),
  );
  const variations: readonly (readonly Variation[])[] = [
    originatorsOf(facts[0].viewer.agency, rights),
    isPersonal ? [{ word: 'of protected persons', envelope: { minor: true } }, ...links] : [],
    [{ word: 'under H3', envelope: { handlingCodes: ['H3'] } }],
    ...controlsOf(namesOf(facts)),
    operationsOf(policies, rights),
    levelsOf(policies, facts).map(
      (level): Variation => ({ word: `up to ${level}`, envelope: { classification: level } }),
    ),
  ];
  return variations
    .reduce<readonly RecordClass[]>(branch, [{ words: [], envelope: ordinary, subjects: [null, null] }])
    .toSorted((one, other) => one.words.length - other.words.length);
}

function branch(classes: readonly RecordClass[], variations: readonly Variation[]): readonly RecordClass[] {
  return classes.flatMap((each) => [each, ...variations.map((variation) => differing(each, variation))]);
}

function differing({ words, envelope, subjects }: RecordClass, variation: Variation): RecordClass {
  const codes = [...envelope.handlingCodes, ...(variation.envelope?.handlingCodes ?? [])];
  return {
    words: [...words, variation.word],
    envelope: { ...envelope, ...variation.envelope, handlingCodes: codes },
    subjects: variation.subjects ?? subjects,
  };
}

/*
 * Originator control. To `decide`, H2 for others and a release to others are the same: HIT where a hit list names the viewer,
 * else NONE; and a hit list matters only together with one of them. Where the policies know the viewer by different kinds or
 * countries, each name may mean the viewer to one and not to the other.
 */
function controlsOf([name = '', ...moved]: readonly string[]): readonly (readonly Variation[])[] {
  const held: Variation = { word: 'under H2 to others', envelope: { handlingCodes: ['H2'] } };
  const hit = (to: string): Variation => ({ word: `of which ${to} may be told`, envelope: { hitTo: [to] } });
  const released = (to: string): Variation => ({ word: `released to ${to}`, envelope: { releasableTo: [to] } });
  if (moved.length > 0) return [[held], [name, ...moved].map(hit), [name, ...moved].map(released)];
  const heldWithHit: Variation = {
    word: `${held.word}, ${hit(name).word}`,
    envelope: { ...held.envelope, ...hit(name).envelope },
  };
  return [[held, heldWithHit, released(name)]];
}

function originatorsOf(own: string, rights: readonly Right[]): readonly Variation[] {
  const others = [...new Set(rights.flatMap(({ scope }) => scope ?? []))].filter((id) => id !== own);
  const ofScope = others.map((id): Variation => ({ word: `of ${id || 'nobody'}`, envelope: { originator: id } }));
  return [{ word: 'of its own', envelope: { originator: own } }, ...ofScope];
}

function operationsOf(policies: Both<Policy>, rights: readonly Right[]): readonly Variation[] {
  const ids = new Set(rights.flatMap(({ operations }) => operations.map(({ id }) => id)));
  // The second policy's name wins.
  const named = new Map(policies.flatMap(({ operations }) => operations.map(({ id, name }) => [id, name] as const)));
  return [...ids].map((id) => ({ word: `of ${named.get(id)}`, envelope: { jointOperation: id } }));
}

// The names by which a list may mean the viewer; kind and country only where the policies differ in them.
function namesOf([before, after]: Both<RequestFacts>): readonly string[] {
  const { agency, kind, country } = before.viewer;
  const moved = [
    ...(kind === after.viewer.kind ? [] : [`kind:${kind}`, `kind:${after.viewer.kind}`]),
    ...(country === after.viewer.country ? [] : [`country:${country}`, `country:${after.viewer.country}`]),
  ];
  return [`agency:${agency}`, ...moved];
}

// The agency's clearance under each policy, where it changes.
function levelsOf([before, after]: Both<Policy>, [facts]: Both<RequestFacts>): readonly Classification[] {
  const levels = [before, after].map(({ agencies }) => agencies[facts.viewer.agency]?.clearance ?? 'PUBLIC');
  return levels[0] === levels[1] ? [] : levels.filter((level) => level !== 'PUBLIC');
}

/** One person at the end of a link for each way in which two policies treat them differently, for the originator or others. */
export function differingLinks(policies: Both<Policy>): readonly Variation[] {
  const [{ linkSubjects: one }, { linkSubjects: other }] = policies;
  if (one === other) return [];
  const found = new Map<string, Variation>();
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
  return `by a link (${type}) to a person whose category nobody states`;
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
