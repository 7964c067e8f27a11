import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Searched, searchDigest } from '../../../../auditlog/searched.js';
import { matcherVersion } from '../../../../matching/index.js';
import { withAdmin } from '../../../../storage/roles.js';
import { type Asker, customs, openPersons, partner, police, tax } from '../ask.js';
import { insertRows } from '../fixtures.js';
import { matchScene } from './scene.js';

const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', matchScene());
  const line = `insert into persons.loaded_source (source, originator, format, format_version, file_hashes, run_id, loaded_at,
    records, classification) values ($1, 'EU-SANCTIONS-DESK', $1, '1', '{0f}', 'run', '2026-01-02T03:04:05Z', 7, $2)`;
  await withAdmin(source.adminUrl, async (admin) => {
    await admin.query(line, ['ofac-sdn', 0]);
    await admin.query(line, ['un-consolidated', 4]);
  });
});

const matching = `matching { at agency agencyKind role clearance purpose caseReference policyVersion matcherVersion
  lists { source originator format formatVersion loadedAt records sequence fileHashes } compared { category most least } }`;

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly data: any;
  readonly errors: readonly { readonly extensions: { readonly code?: unknown } }[] | undefined;
  readonly searched: readonly Searched[] | undefined;
}

async function ask(asker: Asker, text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const { data, errors, extensions } = await source.ask(asker, text, variables);
  const manifest = extensions?.manifest as { readonly searched?: readonly Searched[] } | undefined;
  return { data, errors, searched: manifest?.searched };
}

const asked = [
  { names: ['Nemo Nusquam'], ref: 'a', birthDate: '1961' },
  { names: ['Tarvik Solomonov Exemplar'], ref: 'b' },
  { names: ['Nemo Nusquam Nullus'] },
];
const certified = `query ($asked: [PersonQuestion!]!) { ${matching} matchPersons(asked: $asked) { ref state cutOff hitState salt
  matches { person { id } } hit { id } } }`;

describe('a question that may be certified', () => {
  it('comes back with its key, and leaves a digest of all that is certified of it in the manifest', async () => {
    const { data, searched } = await ask(police, certified, { asked });
    expect(data.matchPersons.map(({ ref }: { ref: string }) => ref)).toEqual(['a', 'b', null]);
    const [only, ...more] = searched ?? [];
    expect([more, only?.kind, only?.questions.length]).toEqual([[], 'person', 3]);
    const { lists, compared, matcherVersion: version, ...searcher } = data.matching;
    expect(only).toMatchObject({ lists, compared, matcherVersion: version });
    for (const [place, { state, cutOff, hitState, salt, matches, hit }] of data.matchPersons.entries()) {
      const outcome = { state, cutOff, matches: matches.length, hit: hit !== null, hitState };
      const question = { ...asked[place] };
      const all = {
        kind: 'person',
        place,
        question,
        ...outcome,
        lists,
        compared,
        matcherVersion: version,
        ...searcher,
      };
      expect(only?.questions[place]).toEqual({ digest: searchDigest(salt, all), ...outcome });
    }
    expect(new Set(data.matchPersons.map(({ salt }: { salt: string }) => salt)).size).toBe(3);
  });

  it('has a digest of what it was restricted to: nobody in one list is not nobody in all', async () => {
    const text = `{ ${matching} matchPersons(asked: [{ names: ["Nemo Nusquam"] }], sources: ["eu-fsf"], programmes: ["SDGT"]) {
      state cutOff hitState salt } }`;
    const { data, searched } = await ask(police, text);
    const { salt, ...outcome } = data.matchPersons[0];
    const digestOf = (question: object) =>
      searchDigest(salt, {
        ...{ kind: 'person', place: 0, question: { names: ['Nemo Nusquam'], ...question } },
        ...{ ...outcome, matches: 0, hit: false, ...data.matching },
      });
    const digest = searched?.[0]?.questions[0]?.digest;
    expect(digest).toBe(digestOf({ sources: ['eu-fsf'], programmes: ['SDGT'] }));
    expect(digest).not.toBe(digestOf({}));
  });

  it('is looked for in lists that this viewer may know of, in an edition of which it may know the files', async () => {
    const lists = async (asker: Asker) => (await ask(asker, `{ ${matching} }`)).data.matching.lists;
    const line = {
      source: 'ofac-sdn',
      originator: 'EU-SANCTIONS-DESK',
      loadedAt: '2026-01-02T03:04:05Z',
      records: 7,
    };
    expect(await lists(customs)).toMatchObject([{ ...line, fileHashes: ['0f'] }]);
    expect(await lists(tax)).toMatchObject([{ ...line, fileHashes: null }]);
    expect(await lists(partner)).toBeNull();
  });

  it('says by which version, under which policy and by whom', async () => {
    const { data } = await ask(customs, `{ ${matching} }`);
    expect(data.matching).toMatchObject({ agency: 'NL-CUSTOMS', matcherVersion, policyVersion: expect.any(String) });
    expect(data.matching.compared).toContainEqual({ category: 'persons.identity', most: 'FULL', least: 'NONE' });
  });

  it('costs nothing where no salt is selected: no list is read, no digest is made', async () => {
    const plain = 'query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) { ref state } }';
    const { data, searched } = await ask(police, plain, { asked });
    expect([data.matchPersons.length, searched]).toEqual([3, undefined]);
    const statements = async (text: string) =>
      (await source.ask(police, text, { asked })).extensions?.manifest.statements ?? 0;
    expect((await statements(certified)) - (await statements(plain))).toBe(1);
  });

  it.each(['matchPersons', 'matchOrganizations', 'matchVessels'])(
    'of %s is refused with a key of more than 64 characters',
    async (field) => {
      const answer = await ask(police, `{ ${field}(asked: [{ names: ["Nemo"], ref: "${'r'.repeat(65)}" }]) { ref } }`);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      const { data } = await ask(
        police,
        `{ ${field}(asked: [{ names: ["Nemo"], ref: "${'r'.repeat(64)}" }]) { ref salt } }`,
      );
      expect(data[field]).toMatchObject([{ ref: 'r'.repeat(64), salt: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    },
  );
});
