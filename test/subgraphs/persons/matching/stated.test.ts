import { beforeAll, describe, expect, it } from '@jest/globals';
import { NAMES_AT_ONCE } from '../../../../subgraphs/kit/matching/answer.js';
import { type Asker, analysis, customs, openPersons, police, tax } from '../ask.js';
import { insertRows } from '../fixtures.js';
import { matchScene } from './scene.js';

/* What another source states of somebody, and sealed: here it is opened, and matched as a question for the same would be. */
const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', matchScene());
  await insertRows(source.adminUrl, 'person', [
    {
      id: 'person_trader',
      name: 'Nemo Nusquam',
      names: [{ name: 'Nemo Nusquam', kind: 'NAME', script: 'Latn' }],
      eori: 'NL123456789',
    },
  ]);
  await insertRows(source.adminUrl, 'organization', [
    { id: 'organization_one', name: 'Quartz Heron Trading B.V.', eori: 'NL987654321' },
  ]);
});

interface Matches {
  readonly state: string;
  readonly matches: readonly { readonly score: number; readonly state: string }[] | null;
  readonly hit: object | null;
}
interface Answer {
  readonly persons: Matches | null;
  readonly organizations: Matches | null;
}

const of = ['person', 'organization'];
const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on StatedMatches {
  persons(first: 100) { state matches { score state person { id } } hit { id } }
  organizations(first: 100) { state matches { score state organization { id } } hit { id } } } } }`;

async function askWith(asker: Asker, ...probes: readonly string[]) {
  const representations = probes.map((probe) => ({ __typename: 'StatedMatches', probe }));
  const answer = await source.ask(asker, query, { representations });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return { found: answer.data?._entities as Answer[], answer };
}

const ask = (asker: Asker, ...stated: readonly object[]) =>
  askWith(asker, ...stated.map((each) => source.seal(asker, { kind: 'stated', of, ...each })));

const exemplar = { names: ['Travik Solomonov Exemplar'], birthDates: ['1961-04-12'] };

describe('what is stated elsewhere', () => {
  it.each([
    ['police', police],
    ['analysis', analysis],
    ['customs', customs],
  ])('is matched for %s as if the same were asked for', async (_, asker) => {
    const { data } = await source.ask(
      asker,
      `{ matchPersons(first: 100, asked: [{ names: ["${exemplar.names}"], birthDate: "${exemplar.birthDates}" }]) {
           state matches { score state person { id } } } }`,
    );
    const [question] = (data?.matchPersons ?? []) as Matches[];
    const { found } = await ask(asker, exemplar);
    expect(found[0]?.persons).toEqual({ ...question, hit: null });
    expect(found[0]?.persons?.matches?.length).toBeGreaterThan(3);
  });

  it('is confirmed by the EORI number, of a person as of a firm', async () => {
    const trader = { names: ['Nemo Nusqaum'], documents: [{ kind: 'registered', number: 'NL123456789' }] };
    const firm = { names: ['Quartz Heron Trading'], documents: [{ kind: 'registered', number: 'NL987654321' }] };
    const { found } = await ask(customs, trader, firm);
    expect(found[0]?.persons?.matches?.[0]).toMatchObject({ state: 'CONFIRMED', person: { id: 'person_trader' } });
    expect(found[1]?.organizations?.matches?.[0]).toMatchObject({
      state: 'CONFIRMED',
      organization: { id: 'organization_one' },
    });
  });

  it('is no organization where a person is stated', async () => {
    const { found } = await ask(police, { ...exemplar, of: ['person'] });
    expect([found[0]?.persons?.state, found[0]?.organizations]).toEqual(['OK', null]);
  });

  it('looks nobody up: of whom a viewer may only know is neither a match nor a hit', async () => {
    // Why the day: a question with a name and a full date of birth would be answered by the hit.
    const hit = { names: ['Tarvik Solomonov Exemplar'], birthDates: ['1988-11-30'] };
    const { data } = await source.ask(
      analysis,
      `{ matchPersons(asked: [{ names: ["${hit.names}"], birthDate: "${hit.birthDates}" }]) { hit { id } } }`,
    );
    const [asked] = (data?.matchPersons ?? []) as { hit: { id: string } }[];
    expect(source.recordOf(asked?.hit)).toBe('person_0_3_0');
    const { found, answer } = await ask(analysis, hit);
    expect(found[0]?.persons?.hit).toBeNull();
    expect(JSON.stringify(answer)).not.toContain('person_0_3_0');
  });

  it('is DENIED where names of the kind are lent of no record, and matched in the other', async () => {
    const denied = { state: 'DENIED', matches: null, hit: null };
    const [masked] = (await ask(tax, exemplar)).found;
    expect([masked?.persons, masked?.organizations?.state]).toEqual([denied, 'OK']);
  });

  it(`costs a statement a kind for each ${NAMES_AT_ONCE} different names: ten a statement, fifty declarations ended in TIMEOUT`, async () => {
    const letter = (at: number) => String.fromCharCode(97 + at);
    const stated = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ names: [`Quib${letter(at)}x Zwolf${letter(at)}p`] }));
    const statements = async (count: number) =>
      (await ask(police, ...stated(count))).answer.extensions?.manifest.statements;
    expect([await statements(1), await statements(NAMES_AT_ONCE), await statements(NAMES_AT_ONCE + 1)]).toEqual([
      2, 2, 4,
    ]);
  });

  it('costs nothing more for the same name again, and answers each alike, by whatever number beside', async () => {
    const numbered = { ...exemplar, documents: [{ kind: 'registered', number: 'NL000000009' }] };
    const all = Array.from({ length: 3 * NAMES_AT_ONCE }, (_, at) => (at % 2 === 0 ? exemplar : numbered));
    const { answer, found } = await ask(police, ...all);
    expect(answer.extensions?.manifest.statements).toBe(2);
    const [one] = (await ask(police, exemplar)).found;
    const [other] = (await ask(police, numbered)).found;
    expect(found).toEqual(all.map((each) => (each === exemplar ? one : other)));
    expect(one?.persons?.state).toBe('OK');
  });
});

describe('a probe', () => {
  const sealed = { kind: 'stated', of, ...exemplar };

  it.each([
    ['of another viewer', () => source.seal(customs, sealed)],
    ['of another request', () => source.seal(police, sealed, 'another-request')],
    ['of another kind', () => source.seal(police, { ...sealed, kind: 'vesselName' })],
    ['without a name', () => source.seal(police, { ...sealed, names: [] })],
    ['that nobody sealed', () => Buffer.from(JSON.stringify(sealed)).toString('base64url')],
  ])('%s finds nobody, and asks nothing', async (_, seal) => {
    const { found, answer } = await askWith(police, seal());
    expect(found).toEqual([{ persons: null, organizations: null }]);
    expect(answer.extensions?.manifest).toMatchObject({ disclosed: [], statements: 0 });
  });
});

describe('what a viewer may not see', () => {
  it('moves no byte, no count and no statement', async () => {
    // Why again: on a machine that is busy half a second may pass.
    const told = async (): Promise<string> => {
      const text = JSON.stringify((await ask(police, exemplar, { names: ['Nemo Nullus'] })).answer);
      return text.includes('"TIMEOUT"') ? await told() : text;
    };
    const before = await told();
    const unseen = { originator: 'NL-CUSTOMS', releasable_to: ['agency:EU-ANALYSIS'] };
    await insertRows(
      source.adminUrl,
      'person',
      ['Travik Solomonov Exemplar', 'Nemo Nullus'].map((name, at) => ({
        id: `person_unseen_${at}`,
        name,
        names: [{ name, kind: 'NAME', script: 'Latn' }],
        ...unseen,
      })),
    );
    expect((await told()) === before).toBe(true);
    expect(JSON.stringify((await ask(analysis, exemplar)).answer)).toContain('person_unseen_0');
  });
});
