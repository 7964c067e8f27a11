import { beforeAll, describe, expect, it } from '@jest/globals';
import { cutOff } from '../../../../matching/index.js';
import { NAMES_AT_ONCE } from '../../../../subgraphs/kit/matching/answer.js';
import { ownMatches } from '../../../../subgraphs/kit/matching/ownMatches.js';
import { setVerdict } from '../../../../subgraphs/kit/wall/verdict.js';
import { matchedKinds } from '../../../../subgraphs/persons/matchedRepository.js';
import { bareSession, type Say } from '../../bareSession.js';
import { verdictSaying } from '../../verdictSaying.js';
import { type Asker, analysis, antifraud, customs, openPersons, partner, police, tax } from '../ask.js';
import { insertRows, type Row } from '../fixtures.js';
import { asCompared, bruteForceByKeys, shownTo } from './bruteForce.js';
import { matchScene } from './scene.js';

const source = await openPersons();
await insertRows(source.adminUrl, 'person', matchScene());

interface Found {
  readonly state: string;
  readonly cutOff: number;
  readonly matches: readonly { readonly score: number; readonly person: { readonly id: string } }[];
  readonly hit: object | null;
}

const found = '{ state cutOff matches { score state matchedName person { id } } hit { id } }';

async function ask(asker: Asker, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const answer = await source.ask(asker, query, variables);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

/** What is answered as the matches of one record, with all that is said beside. */
async function of(asker: Asker, id: string, args = ''): Promise<{ told: string; matches: Found | null }> {
  const answer = await ask(asker, `{ person(id: "${id}") { matches${args} ${found} } }`);
  const matches = (answer.data?.person as { matches: Found | null } | null)?.matches ?? null;
  const told = JSON.stringify(answer);
  // Why again: on a machine that is busy half a second may pass.
  return told.includes('"TIMEOUT"') ? await of(asker, id, args) : { told, matches };
}

describe('matches of a record', () => {
  it.each([
    ['police', police],
    ['analysis', analysis],
    ['customs', customs],
    ['antifraud', antifraud],
  ])('are for %s what brute force finds among all that it is shown, of each record that is FULL', async (_, asker) => {
    const shown = await shownTo(source, asker);
    let some = 0;
    for (const each of shown.filter((_record, at) => at % 7 === 0)) {
      const { matches } = await of(asker, each.id, '(first: 100)');
      const asked = asCompared(each);
      const others = shown.filter(({ id }) => id !== each.id);
      expect([each.id, matches?.matches.map(({ person, score }) => [person.id, score]) ?? null]).toEqual([
        each.id,
        asked.names.length === 0 ? null : bruteForceByKeys(asked, others),
      ]);
      some += matches?.matches.length ?? 0;
    }
    expect(some).toBeGreaterThan(20);
  });

  it('are five from the cut-off of the matcher on, unless more is asked for', async () => {
    const { matches } = await of(police, 'person_0_0_0');
    expect([matches?.cutOff, matches?.matches.length, matches?.hit]).toEqual([cutOff, 5, null]);
    const few = await of(police, 'person_0_0_0', '(first: 2, atLeast: 0.99)');
    expect(few.matches?.cutOff).toBe(0.99);
    expect(few.matches?.matches.every(({ score }) => score >= 0.99)).toBe(true);
  });

  it.each(['(first: 0)', '(first: 101)', '(atLeast: 1.5)', '(atLeast: -1)'])('refuse %s', async (args) => {
    const { errors } = await source.ask(police, `{ person(id: "person_0_0_0") { matches${args} { state } } }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('are in the manifest, and so is the record whose data they were found by', async () => {
    const { told, matches } = await of(police, 'person_0_0_0', '(first: 3)');
    const { extensions }: Awaited<ReturnType<typeof ask>> = JSON.parse(told);
    const named = extensions?.manifest.disclosed.flatMap(({ ids, categories }) => ids.map((id) => [id, categories]));
    const found = matches?.matches.map(({ person }) => person.id) ?? [];
    expect(found).toHaveLength(3);
    for (const id of ['person_0_0_0', ...found])
      expect(named).toContainEqual([id, expect.arrayContaining(['persons.identity'])]);
  });
});

describe('who gets nothing of the names of a record', () => {
  it.each([
    ['a victim', police, 'person_0_4_0'],
    ['a minor', police, 'person_0_5_0'],
    ['anybody, where names are masked to all', tax, 'person_0_0_0'],
  ])('learns of %s no match, and is told so: null, withheld, no statement', async (_, asker, id) => {
    const without = await ask(asker, `{ person(id: "${id}") { gender } }`);
    const { told, matches } = await of(asker, id, '(first: 100, atLeast: 0)');
    expect(matches).toBeNull();
    const { extensions } = JSON.parse(told);
    expect(extensions.withheld).toContainEqual(
      expect.objectContaining({ path: ['person', 'matches'], category: 'persons.identity', effect: 'MASKED' }),
    );
    expect(extensions.manifest.statements).toBe(without.extensions?.manifest.statements);
    expect(told.match(/person_\d_\d_\d/g)?.filter((each) => each !== id)).toEqual([]);
  });

  it('learns nothing of one that is only known of, and it is no match of another', async () => {
    // Why the agencies: to the one the records of way 3 are shown, to the other they are a hit.
    const open = await of(customs, 'person_0_0_0', '(first: 100)');
    const known = await of(analysis, 'person_0_0_0', '(first: 100)');
    expect(open.told).toContain('person_0_3_0');
    expect(known.told).not.toContain('person_0_3_0');
    expect((await of(partner, 'person_0_0_0')).matches).toBeNull();
  });
});

describe('what a viewer may not see', () => {
  const unseen: Row = {
    name: 'Tarvik Solomonov Exemplar',
    names: [{ name: 'Tarvik Solomonov Exemplar', kind: 'NAME', script: 'Latn' }],
    birth_dates: ['1961-04-12'],
    originator: 'NL-CUSTOMS',
    releasable_to: ['agency:EU-ANALYSIS'],
  };

  it('moves no byte, no count and no statement, and asked for itself is as one that is not there', async () => {
    const told = async () => (await of(police, 'person_0_0_0', '(first: 100)')).told;
    const before = await told();
    const missing = (await of(police, 'person_unseen_0')).told;
    const rows = Array.from({ length: 120 }, (_, at) => ({ ...unseen, id: `person_unseen_${at}` }));
    await insertRows(source.adminUrl, 'person', rows);
    expect((await told()) === before).toBe(true);
    expect((await of(police, 'person_unseen_0')).told).toBe(missing);
    expect((await of(analysis, 'person_0_0_0', '(first: 100)')).told).toContain('person_unseen');
  });
});

describe('many records', () => {
  it(`cost the statements of one, up to ${NAMES_AT_ONCE} different names`, async () => {
    const statements = async (first: number, text: string) =>
      (await ask(police, `{ persons(first: ${first}) { edges { node { ${text} } } } }`)).extensions?.manifest
        .statements ?? Number.NaN;
    const more = async (first: number) =>
      (await statements(first, `matches ${found}`)) - (await statements(first, 'id'));
    expect([await more(1), await more(10), await more(20)]).toEqual([2, 2, 2]);
  });

  it('may be asked for theirs in turn, level by level', async () => {
    const answer = await ask(
      police,
      `{ person(id: "person_0_0_0") { matches(first: 3) { matches { person {
         id matches(first: 3) { matches { person { id } } } } } } } }`,
    );
    expect(answer.extensions?.manifest.statements).toBe(5);
    const of = answer.data?.person as { matches: { matches: { person: { id: string; matches: Found } }[] } };
    for (const { person } of of.matches.matches) {
      expect(person.matches.matches.length).toBe(3);
      expect(person.matches.matches.map((each) => each.person.id)).not.toContain(person.id);
    }
  });
});

describe('each wall alone', () => {
  const full = verdictSaying(() => 'FULL');
  const given = async (say: Partial<Say>, verdict = full) => {
    const { session, close } = bareSession(source.database.url('persons'), 'persons', {
      ...{ visible: true, known: true, full: true },
      ...say,
    });
    try {
      const record = setVerdict({ id: 'person_0_0_0' }, verdict);
      const asking = { first: 100, atLeast: 0.2 };
      const answer = await ownMatches(matchedKinds.persons)(record as never, asking, { session });
      return (answer as { matches: readonly object[] } | null)?.matches.length ?? null;
    } finally {
      await close();
    }
  };

  it('keeps a name from being asked by: the object, the row, its names, and the envelopeVerdict say so', async () => {
    const masked = verdictSaying(() => 'MASKED');
    expect(await given({})).toBeGreaterThan(5);
    expect(await given({}, masked)).toBeNull();
    expect(await given({ visible: false })).toBeNull();
    expect(await given({ full: false })).toBeNull();
    expect(await given({ judged: false })).toBeNull();
  });
});

describe('organizations and ships', () => {
  const names = ['Quartz Heron', 'Quartz Herno', 'Heron, Quartz', 'Quartz Heron II'];
  beforeAll(async () => {
    await insertRows(
      source.adminUrl,
      'vessel_record',
      names.map((name, at) => ({ id: `vesselrecord_${at}`, name, imo: at < 2 ? '9074729' : null, flag: 'PA' })),
    );
    await insertRows(
      source.adminUrl,
      'organization',
      names.map((name, at) => ({ id: `organization_${at}`, name: `${name} Trading Ltd`, jurisdiction: 'NL' })),
    );
  });

  it('have theirs, compared as they are when they are searched', async () => {
    const { data } = await ask(
      police,
      `{ vessels(first: 1) { edges { node { id matches { state matches { score state vesselRecord { id } } } } } }
         organizations(first: 1) { edges { node { id matches { state matches { score organization { id } } } } } } }`,
    );
    const firstOf = (page: unknown) => (page as { edges: { node: { matches: object } }[] }).edges[0]?.node;
    expect(firstOf(data?.vessels)).toMatchObject({
      id: 'vesselrecord_0',
      matches: { state: 'OK', matches: [{ state: 'CONFIRMED', vesselRecord: { id: 'vesselrecord_1' } }, {}, {}] },
    });
    expect(firstOf(data?.organizations)).toMatchObject({
      id: 'organization_0',
      matches: { state: 'OK', matches: [{}, {}] },
    });
  });
});
