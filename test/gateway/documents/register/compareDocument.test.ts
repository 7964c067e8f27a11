import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { compareDocument, refusalsOf, type Taken } from '../../../../gateway/documents/register/compareDocument.js';
import { checkRegistration } from '../../../../gateway/documents/register/register.js';
import { type LoadedSchema, loadSchema } from '../../../../gateway/supergraph/supergraph.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import type { Policy } from '../../../../policy/policy.js';
import type { Effect } from '../../../../policy/types.js';
import { packageFile, readPackageFile } from '../../../../schema/files.js';

const policy = loadPolicy();
const asOf = '2026-11-25T10:00:00.000Z';
/** An agency that has no records of its own. */
const runBy = { agency: 'EU-PROSECUTOR', purpose: 'CRIMINAL_INVESTIGATION' } as const;
const sdl = readPackageFile('schema', 'supergraph.graphql');
let schema: LoadedSchema;
beforeAll(async () => {
  schema = await loadSchema(sdl);
});

const giving = (effect: Effect, ...categories: readonly string[]): Policy => {
  const changed = categories.map((category) => {
    const row = policy.categories[category] as Policy['categories'][string];
    const cell = { effect, roles: null, purposes: null, otherwise: effect, scope: null };
    return [category, { ...row, cells: { ...row.cells, EPPO: cell, CUSTOMS_MS: cell } }] as const;
  });
  return {
    ...policy,
    version: `with ${effect} of ${categories}`,
    categories: { ...policy.categories, ...Object.fromEntries(changed) },
  };
};

const taken = (text: string, after: Policy, to: LoadedSchema = schema): readonly Taken[] =>
  compareDocument(
    { ...runBy, text },
    [
      { policy, schema },
      { policy: after, schema: to },
    ],
    asOf,
  );

describe('what a change takes from a document', () => {
  it('is nothing where nothing changes', () => {
    expect(taken('{ persons(first: 1) { edges { node { birthDate } } } }', policy)).toEqual([]);
  });

  it('is each field that gives less, by its path and name', () => {
    const text = '{ all: persons(first: 1) { edges { node { born: birthDate topics } } } }';
    const less = {
      category: 'persons.identity',
      was: 'FULL',
      kind: 'FIELD',
      path: 'all.edges.node.born',
      coordinate: 'Person.birthDate',
    };
    expect(taken(text, giving('MASKED', 'persons.identity'))).toEqual([{ ...less, of: 'MOST', now: 'MASKED' }]);
    expect(taken(text, giving('NONE', 'persons.identity'))).toEqual([{ ...less, of: 'MOST', now: 'NONE' }]);
  });

  it('is what an agency gets of others, too, where it has records of its own', () => {
    const text = '{ persons(first: 1) { edges { node { birthDate } } } }';
    const asked = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL', text } as const;
    const after = { policy: giving('HIT', 'persons.identity'), schema };
    expect(compareDocument(asked, [{ policy, schema }, after], asOf)).toMatchObject([
      { kind: 'FIELD', coordinate: 'Person.birthDate', of: 'OTHERS', was: 'FULL', now: 'HIT' },
    ]);
  });

  it('is each filter and look-up that is refused, all of them, variables among them', () => {
    const text = `query ($mrn: String!, $name: String) {
      consignment(mrn: $mrn) { id }
      persons(filter: { and: [{ name: { eq: $name } }, { birthDate: { eq: "1970" } }] }) { edges { cursor } }
    }`;
    const inputs = taken(text, giving('NONE', 'persons.identity', 'cargo.movement')).filter(
      ({ kind }) => kind === 'INPUT',
    );
    expect(inputs.map((each) => (each.kind === 'INPUT' ? each.coordinate : ''))).toEqual([
      'Query.consignment(mrn:)',
      'PersonFilter.name',
      'PersonFilter.birthDate',
    ]);
  });

  it('is the document, where a field of it goes from the schema, or its agency or purpose from the policy', async () => {
    const text = '{ persons(first: 1) { edges { node { birthDate } } } }';
    const without = await loadSchema(
      sdl.replace(/^ {2}birthDate: PartialDate.*$/m, (line) => line.replace('birthDate', 'bornOn')),
    );
    expect(taken(text, policy, without)).toEqual([
      {
        kind: 'DOCUMENT',
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'Cannot query field "birthDate" on type "Person".',
      },
    ]);
    const { [runBy.agency]: _, ...others } = policy.agencies;
    expect(taken(text, { ...policy, agencies: others })).toMatchObject([{ kind: 'DOCUMENT', code: 'BAD_USER_INPUT' }]);
    const agency = { ...policy.agencies[runBy.agency], purposes: ['MUTUAL_ASSISTANCE'] } as Policy['agencies'][string];
    expect(taken(text, { ...policy, agencies: { ...policy.agencies, [runBy.agency]: agency } })).toMatchObject([
      { kind: 'DOCUMENT', code: 'PURPOSE_NOT_ALLOWED' },
    ]);
  });

  it('is nothing of what the document did not have before', () => {
    const text = '{ nope persons(first: 1) { edges { node { birthDate } } } }';
    expect(taken(text, giving('NONE', 'persons.identity'))).toEqual([]);
    expect(refusalsOf({ ...runBy, text }, { policy, schema }, asOf)).toMatchObject([
      { code: 'GRAPHQL_VALIDATION_FAILED' },
    ]);
  });

  it('is what the gate would take out of it, for each category and profile', () => {
    let compared = 0;
    for (const file of readdirSync(packageFile('schema', 'profiles')))
      for (const category of Object.keys(policy.categories).filter((each) => !policy.categories[each]?.public)) {
        const text = readPackageFile('schema', 'profiles', file);
        const after = giving('NONE', category);
        const told = taken(text, after);
        const withheldBy = (by: Policy): string[] => {
          try {
            return checkRegistration({ ...runBy, text, registeredBy: 'ops', asOf }, by, schema).withheld.map(
              ({ path }) => path.replaceAll('.*', ''),
            );
          } catch {
            return ['refused'];
          }
        };
        const before = withheldBy(policy);
        const pruned = withheldBy(after).filter((path) => !before.includes(path));
        if (pruned.includes('refused')) {
          expect([category, told.some(({ kind }) => kind === 'INPUT')]).toEqual([category, true]);
          continue;
        }
        const none = told.flatMap((each) =>
          each.kind === 'FIELD' && each.now === 'NONE' && each.of === 'MOST' ? [each.path] : [],
        );
        compared += none.length;
        expect([category, pruned.filter((path) => !none.includes(path))]).toEqual([category, []]);
        const isBelow = (path: string): boolean =>
          pruned.some((above) => path === above || path.startsWith(`${above}.`));
        expect([category, none.filter((path) => !isBelow(path))]).toEqual([category, []]);
      }
    expect(compared).toBeGreaterThan(50);
  });
});
