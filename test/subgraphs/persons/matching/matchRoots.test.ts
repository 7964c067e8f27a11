import { describe, expect, it } from '@jest/globals';
import type { ComparedRecord } from '../../../../matching/index.js';
import { findSimilar } from '../../../../subgraphs/kit/matching/similar.js';
import { matchedKinds } from '../../../../subgraphs/persons/matchedRepository.js';
import { turnsOf } from '../../../support/waiting/turns.js';
import { bareSession } from '../../bareSession.js';
import { type Asker, analysis, antifraud, customs, judicial, openPersons, police, tax } from '../ask.js';
import { insertRows, type Row } from '../fixtures.js';
import { bruteForce, shownTo } from './bruteForce.js';
import { matchScene } from './scene.js';

const source = await openPersons();
const admin = await source.database.connect();
await insertRows(source.adminUrl, 'person', matchScene());

interface Match {
  readonly score: number;
  readonly person: { readonly id: string };
}
interface Matches {
  readonly state: string;
  readonly matches: readonly Match[] | null;
}

const query = `query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked, first: 100) { state matches {
  score state nameScore matchedName person { id } agreements { datum says how words bits } omissions { datum how words }
  contradictions { datum how words } silent settledBy } } }`;

async function match(asker: Asker, ...asked: readonly object[]) {
  const answer = await source.ask(asker, query, { asked });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return { found: answer.data?.matchPersons as Matches[], answer };
}

const pairs = (found: Matches | undefined) => found?.matches?.map(({ person, score }) => [person.id, score]);

const questions = [
  { names: ['Tarvik Solomonov Exemplar'], birthDate: '1961-04-12', nationality: 'NL' },
  { names: ['Solomonov Travik Exemplar'] },
  { names: ['Youssef Abdul Karim Specimen'], gender: 'male' },
  { names: ['Maria Lopez Porbe'], birthDate: '1961' },
  { names: ['ZHANG, Wei Ming'], identification: { type: 'PASSPORT', number: 'xa 00 3077' } },
  { names: ['Yannis Dokimastis'], birthDate: '1988-11-30' },
];

describe('matchPersons', () => {
  it.each([
    ['police', police],
    ['analysis', analysis],
    ['customs', customs],
    ['antifraud', antifraud],
  ])('finds for %s what brute force finds over all that it is shown, with the same scores', async (_, asker) => {
    const shown = await shownTo(source, asker);
    const { found } = await match(asker, ...questions);
    for (const [at, { birthDate, nationality, identification, ...question }] of questions.entries()) {
      const asked: ComparedRecord = {
        kind: 'person',
        names: question.names,
        ...(birthDate ? { birthDates: [birthDate] } : {}),
        ...(nationality ? { nationalities: [nationality] } : {}),
        ...(question.gender ? { gender: question.gender } : {}),
        ...(identification ? { documents: [{ kind: identification.type, number: identification.number }] } : {}),
      };
      expect([question.names, found[at]?.state, pairs(found[at])]).toEqual([
        question.names,
        'OK',
        bruteForce(asked, shown),
      ]);
    }
    expect(found.some(({ matches }) => (matches ?? []).length > 3)).toBe(true);
  });

  it('says DENIED where names are lent of no record, and asks the database nothing', async () => {
    for (const asker of [tax, judicial]) {
      const named = questions.map(({ names }) => ({ names }));
      const { found, answer } = await match(asker, ...named);
      expect(found).toEqual(questions.map(() => ({ state: 'DENIED', matches: null })));
      expect(answer.extensions?.manifest).toMatchObject({ disclosed: [], statements: 0 });
    }
  });

  it('answers in the order of the questions, ten a statement, a no-hit as explicit as a hit', async () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ names: questions[at % 2]?.names }));
    const { found, answer } = await match(police, ...many, { names: ['Nemo Nusquam'] });
    expect(found).toHaveLength(26);
    expect(found.at(-1)).toEqual({ state: 'OK', matches: [] });
    expect(pairs(found[24])).toEqual(pairs(found[0]));
    expect(answer.extensions?.manifest.statements).toBe(3);
  });

  it('leaves who was shown in the manifest, and nobody else', async () => {
    const { found, answer } = await match(police, { names: ['Ioannis Dokimastis'] });
    const disclosed = answer.extensions?.manifest.disclosed.filter(({ type }) => type === 'Person') ?? [];
    const named = new Set(disclosed.flatMap(({ ids }) => ids).filter((id) => id.startsWith('person_')));
    expect(named).toEqual(new Set(found[0]?.matches?.map(({ person }) => person.id)));
  });

  it.each([
    ['no question', []],
    ['no name', [{ names: [] }]],
    ['an empty name', [{ names: [' '] }]],
    ['a date that is none', [{ names: ['Nemo'], birthDate: '12.04.1961' }]],
    ['a country in words', [{ names: ['Nemo'], nationality: 'Nowhere' }]],
    ['a name that is too long', [{ names: ['n'.repeat(501)] }]],
    ['a name that is too long as it is compared: 195 kB of U+FDFA held a worker', [{ names: ['\ufdfa'.repeat(28)] }]],
    ['a place of birth that is', [{ names: ['Nemo'], birthPlace: '\ufdfa'.repeat(28) }]],
    ['a number that is', [{ names: ['Nemo'], identification: { type: 'PASSPORT', number: '\ufdfa'.repeat(28) } }]],
    ['a hundred and one', Array.from({ length: 101 }, () => ({ names: ['Nemo'] }))],
  ])('refuses %s: who states what is not compared takes a no-hit for more than it is', async (_, asked) => {
    const { errors } = await source.ask(police, query, { asked });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('what a viewer may not see', () => {
  const invisible: Row = {
    id: 'person_unseen',
    name: 'Tarvik Solomonov Exemplar',
    names: [{ name: 'Tarvik Solomonov Exemplar', kind: 'NAME', script: 'Latn' }],
    birth_dates: ['1961-04-12'],
    originator: 'NL-CUSTOMS',
    releasable_to: ['agency:EU-ANALYSIS'],
  };

  it('moves no byte, no count and no statement, however many there are', async () => {
    // Why again: on a machine that is busy half a second may pass.
    const told = async (): Promise<string> => {
      const text = JSON.stringify((await match(police, ...questions)).answer);
      return text.includes('"TIMEOUT"') ? await told() : text;
    };
    const before = await told();
    const rows = Array.from({ length: 150 }, (_, at) => ({ ...invisible, id: `person_unseen_${at}` }));
    await insertRows(source.adminUrl, 'person', rows);
    expect((await told()) === before).toBe(true);
    await admin.query(`update persons.person set matcher_version = 0 where id like 'person_unseen%'`);
    expect((await told()) === before).toBe(true);
    await admin.query(`delete from persons.person where id like 'person_unseen%'`);
  });

  it('is told of where it is visible and not yet analysed: PARTIAL', async () => {
    await admin.query(`update persons.person set matcher_version = null where id = 'person_0_0_0'`);
    const { found } = await match(police, questions[0] as object, { names: ['Nemo Nusquam'] });
    expect(found.map(({ state }) => state)).toEqual(['PARTIAL', 'PARTIAL']);
    await admin.query(`update persons.person p set matcher_version = o.matcher_version from persons.person o
      where p.id = 'person_0_0_0' and o.id = 'person_0_0_1'`);
  });
});

describe('each wall alone', () => {
  const asked: ComparedRecord = { kind: 'person', names: ['Tarvik Solomonov Exemplar'] };
  const found = async (say: { visible: boolean; full: boolean; judged?: boolean }) => {
    const { session, close } = bareSession(source.database.url('persons'), 'persons', { known: true, ...say });
    try {
      const { found } = await findSimilar(session, matchedKinds.persons, [asked], { first: 100 });
      return found[0]?.length ?? -1;
    } finally {
      await close();
    }
  };

  it('keeps a row from being found: it is visible, its names are FULL, and the envelopeVerdict says so too', async () => {
    expect(await found({ visible: true, full: true })).toBeGreaterThan(5);
    expect(await found({ visible: false, full: true })).toBe(0);
    expect(await found({ visible: true, full: false })).toBe(0);
    expect(await found({ visible: true, full: true, judged: false })).toBe(0);
  });

  it('says TIMEOUT of a statement that was cancelled, and throws nothing', async () => {
    const { session, close } = bareSession(source.database.url('persons'), 'persons', {
      visible: true,
      known: true,
      full: true,
    });
    try {
      await admin.query('begin');
      await admin.query('lock table persons.person in access exclusive mode');
      const answer = await findSimilar(session, matchedKinds.persons, [asked, asked], { first: 10 });
      expect(answer).toEqual({ state: 'TIMEOUT', found: [[], []] });
    } finally {
      await admin.query('rollback');
      await close();
    }
  });
});

describe('matching many long names', () => {
  /** Names that share no word, as long as they may be. */
  const long = (seed: number) =>
    Array.from({ length: 30 }, (_, at) => `W${(seed * 30 + at).toString(26).replaceAll(/\d/g, 'q')}xemplarian`).join(
      ' ',
    );

  it('lets others have the thread meanwhile: it was held for seconds', async () => {
    const asked = Array.from({ length: 20 }, (_, at) => ({
      names: Array.from({ length: 10 }, (_, name) => long(10 * at + name)),
    }));
    const known = questions.map(({ names }) => names[0] ?? '');
    const alike = Array.from({ length: 30 }, () => ({ names: known }));
    const { longest, spent } = await turnsOf(async () => {
      await match(police, ...asked);
      await match(police, ...alike);
    });
    expect(spent).toBeGreaterThan(400);
    expect(longest).toBeLessThan(150);
  });

  it('ends where nobody waits for it any more', async () => {
    const { session, close } = bareSession(source.database.url('persons'), 'persons', {
      visible: true,
      known: true,
      full: true,
    });
    let turns = 0;
    const cancelled = {
      ...session,
      assertWanted: () => {
        turns += 1;
        if (turns > 2) throw new Error('it is cancelled');
      },
    };
    const asked = Array.from({ length: 30 }, (_, at): ComparedRecord => ({ kind: 'person', names: [long(1000 + at)] }));
    try {
      await expect(findSimilar(cancelled, matchedKinds.persons, asked, { first: 1 })).rejects.toThrow('cancelled');
      expect(turns).toBe(3);
    } finally {
      await close();
    }
  });
});
