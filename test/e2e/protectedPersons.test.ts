import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse } from 'graphql';
import { loadDemo } from '../../ingest/demo/load.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { Purpose, Role } from '../../policy/types.js';
import { readPackageFile } from '../../schema/files.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { pathsOf } from './crawl/paths.js';
import { type Secrets, secretsOf } from './crawl/secrets.js';

/*
 * A crawl over the demonstration: every viewer, every path of the schema that reaches a person. Here one viewer of each
 * kind and the shorter paths; `npm run fuzz -- protected` takes every role and purpose, and longer ones.
 */
const policy = loadPolicy();
const isWhole = process.env.TEST_CRAWL === 'whole';
const size = isWhole
  ? { consignments: 400, persons: 150, organizations: 40, vessels: 12, aircraft: 4, seizures: 120, incidents: 120 }
  : { consignments: 60, persons: 40, organizations: 12, vessels: 4, aircraft: 2, seizures: 40, incidents: 40 };
const schema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), { assumeValidSDL: true });
const paths = pathsOf(schema, isWhole ? 2 : 1);

const deployment = closedAfter(await openTestDeployment());
let secrets: Secrets;
/** By the agency from which they are secret. */
const secretsFor = new Map<string, Secrets>();
beforeAll(async () => {
  await loadDemo({ databases: deployment.databases, linkKey: deployment.linkKey, policy, size });
  secrets = await secretsOf(deployment.databases);
  for (const { agency } of askers()) {
    if (!secretsFor.has(agency)) secretsFor.set(agency, await secretsOf(deployment.databases, agency));
  }
}, 300_000);

const likely: readonly Purpose[] = [
  'CRIMINAL_INVESTIGATION',
  'CUSTOMS_CONTROL',
  'FINANCIAL_INVESTIGATION',
  'BORDER_CHECK',
];

/** Every viewer that policy knows, or the one of each agency that sees most. */
function askers(): Asker[] {
  return Object.values(policy.agencies).flatMap(({ id, roles, purposes, caseReference: { example } }) => {
    // A system runs registered documents only; it sees what the others of its agency see.
    const people = roles.filter((role) => role !== 'SYSTEM_CLIENT');
    const all = people.flatMap((role: Role) =>
      purposes
        .filter((purpose) => policy.roles[role].purposes.includes(purpose))
        .map((purpose) => ({ agency: id, role, purpose, caseReference: example, justification: 'A crawl' })),
    );
    if (isWhole) return all;
    const best = likely.flatMap((purpose) =>
      all.filter((each) => each.purpose === purpose && each.role !== 'FRONT_LINE'),
    );
    return best.slice(0, 1);
  });
}

/** What an answer shows of protected persons: texts of theirs, and values of links to them and of their records. */
function shownOf(secrets: Secrets, value: unknown, path: string, within = false): string[] {
  if (typeof value === 'string') {
    const isLong = value.length > 60;
    return [...(isLong ? secrets.texts : [])].some((text) => value.includes(text)) || secrets.texts.has(value)
      ? [`${path}: ${value.slice(0, 60)}`]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { id } = value as { readonly id?: unknown };
  // Parts of a record have no id; another record that it leads to has one of its own.
  const ofProtected = typeof id === 'string' ? secrets.ids.has(id) : within;
  return Object.entries(value).flatMap(([name, member]) => [
    ...shownOf(secrets, member, `${path}.${name}`, ofProtected && !ofEnvelope.has(name)),
    ...(ofProtected && isFull(name, member) ? [`${path}.${name} of ${id}: ${String(member)}`] : []),
  ]);
}

/** What is said of the record, and not of the person: looked through for texts of protected persons all the same. */
const ofEnvelope: ReadonlySet<string> = new Set(['handling', 'subject', 'provenance', 'versions']);

function isFull(name: string, value: unknown): boolean {
  if (value === null || name === 'id' || typeof value === 'object') return false;
  return !(typeof value === 'string' && (value.includes('…') || /^\d{4}$/.test(value)));
}

interface Alike {
  readonly matchedName: string | null;
}

/** What was found of anyone who is stated in an answer. */
function answersIn(value: unknown): { readonly matches: readonly Alike[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'state' in value && 'matches' in value ? [value as { readonly matches: readonly Alike[] }] : [];
  return [...own, ...Object.values(value).flatMap(answersIn)];
}

interface Owner {
  readonly id: string;
  readonly matches: { readonly matches: readonly Alike[] } | null;
}

/** Matches by a name that is not shown: masked or not, that there is one tells whose name it is. */
function hiddenMatches(
  answers: readonly ({ readonly matches?: readonly Alike[]; readonly similar?: readonly Alike[] | null } | null)[] = [],
): string[] {
  const found = answers.flatMap((answer) => [...(answer?.matches ?? []), ...(answer?.similar ?? [])]);
  return found.flatMap(({ matchedName }) =>
    matchedName === null || matchedName.includes('…') ? [`found by name: ${matchedName}`] : [],
  );
}

describe('protected persons', () => {
  it('are in the demonstration, with much that is theirs alone, and paths lead to all that tells of them', () => {
    expect(secrets.texts.size).toBeGreaterThan(30);
    expect(secrets.ids.size).toBeGreaterThan(15);
    // Whom nobody tells of is secret from others, and not from the office that received the declaration.
    const declared = 'Небываленко-Омега Фиктив';
    const knows = (agency: string) => !secretsFor.get(agency)?.texts.has(declared);
    expect([secrets.texts.has(declared), knows('BE-CUSTOMS'), knows('NL-CUSTOMS')]).toEqual([true, false, true]);
    const ends = paths.map(({ fields }) => fields.join('.'));
    expect(ends).toEqual(
      expect.arrayContaining([
        'persons',
        'seizures.persons',
        'incidents.persons',
        'consignments.parties',
        'persons.relations',
      ]),
    );
  });

  it.each(askers().map((asker) => [`${asker.agency} ${asker.role} for ${asker.purpose}`, asker] as const))(
    'are shown in full to %s by no path',
    async (_viewer, asker) => {
      const secrets = secretsFor.get(asker.agency) as Secrets;
      const found: string[] = [];
      let values = 0;
      for (const { fields, query } of paths) {
        const { body } = await deployment.ask(asker, query);
        if (body.errors) found.push(`${fields.join('.')}: ${JSON.stringify(body.errors).slice(0, 300)}`);
        found.push(...shownOf(secrets, body.data, fields.join('.')));
        values += JSON.stringify(body.data ?? null).length;
      }
      expect([...new Set(found)].slice(0, 10)).toEqual([]);
      expect(values).toBeGreaterThan(0);
    },
    isWhole ? 600_000 : 60_000,
  );

  it.each(askers().map((asker) => [`${asker.agency} ${asker.role} for ${asker.purpose}`, asker] as const))(
    'are found by %s by nothing that is theirs',
    async (_viewer, asker) => {
      const secrets = secretsFor.get(asker.agency) as Secrets;
      const texts = [...secrets.texts].filter((text) => text.length <= 100);
      const asked = texts.slice(0, 100).map((text) => ({ names: [text] }));
      const found: string[] = [];
      const { body } = await deployment.ask(asker, matchQuery, { asked });
      if (body.errors) found.push(JSON.stringify(body.errors).slice(0, 300));
      found.push(...shownOf(secrets, body.data, 'matchPersons'), ...hiddenMatches(body.data?.matchPersons));
      const { body: own } = await deployment.ask(asker, ownQuery);
      if (own.errors) found.push(JSON.stringify(own.errors).slice(0, 300));
      const nodes = (own.data?.persons?.edges ?? []).map(({ node }: { node: Owner }) => node);
      found.push(
        ...shownOf(secrets, own.data, 'persons'),
        ...hiddenMatches(nodes.map(({ matches }: Owner) => matches)),
      );
      found.push(
        ...nodes.flatMap(({ id, matches }: Owner) => (matches && secrets.ids.has(id) ? [`matches of ${id}`] : [])),
      );
      const { body: stated } = await deployment.ask(asker, statedQuery);
      if (stated.errors) found.push(JSON.stringify(stated.errors).slice(0, 300));
      found.push(...shownOf(secrets, stated.data, 'stated'), ...hiddenMatches(answersIn(stated.data)));
      for (const text of isWhole ? texts : texts.slice(0, 4)) {
        const { body: answer } = await deployment.ask(asker, searchQuery, { text });
        const isOver = JSON.stringify(answer.errors ?? null).includes('LOOKUP_QUOTA_EXCEEDED');
        if (answer.errors && !isOver) found.push(JSON.stringify(answer.errors).slice(0, 300));
        found.push(...shownOf(secrets, answer.data, 'search'), ...hiddenMatches([answer.data?.search?.persons]));
      }
      expect([...new Set(found)].slice(0, 10)).toEqual([]);
      expect(asked.length).toBeGreaterThan(20);
    },
    isWhole ? 600_000 : 60_000,
  );
});

// Why not what was asked for, which both answer with: it is the asker's own.
const shown = 'id name birthDate names { name } identifications { number }';
const matchQuery = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked, atLeast: 0.2) {
  matches { score matchedName person { ${shown} } } hit { id } } }`;
const ownQuery = `{ persons(first: 100) { edges { node { id matches(first: 100, atLeast: 0) {
  matches { score matchedName person { ${shown} } } } } } } }`;
const statedQuery = `{ consignments(first: 40) { edges { node { parties { matches { persons(first: 100, atLeast: 0) {
  state matches { score matchedName person { ${shown} } } } } } } } }
  seizures(first: 40) { edges { node { persons(first: 5) { edges { node { id matches { persons(first: 100, atLeast: 0) {
  state matches { score matchedName person { ${shown} } } } } } } } } } } }`;
const searchQuery = `query ($text: String!) { search(text: $text) {
  persons { exact { ${shown} } similar { score matchedName person { ${shown} } } }
  incidents { exact { id title } words { id title narrative persons { edges { node { id statedName } } } } }
  seizures { exact { id } words { id persons { edges { node { id statedName } } } } } } }`;
