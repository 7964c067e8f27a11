import { describe, expect, it, test } from '@jest/globals';
import { story } from '../../ingest/demo/story.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/* The demonstration, searched by each kind of agency, against all that it may read of it. */
const policy = loadPolicy();
const asker = (agency: string, purpose: Asker['purpose']): Asker => ({
  agency,
  purpose,
  caseReference: policy.agencies[agency]?.caseReference.example ?? '',
});
const askers: readonly Asker[] = [
  ...['NL-CUSTOMS', 'DE-POLICE', 'EU-ANTIFRAUD', 'EU-ANALYSIS', 'EU-JUDICIAL', 'XA-CUSTOMS'].map((agency) =>
    asker(agency, 'MUTUAL_ASSISTANCE'),
  ),
  asker('PL-BORDER', 'CRIMINAL_INVESTIGATION'),
  asker('ES-TAX', 'FINANCIAL_INVESTIGATION'),
  asker('IT-FIU', 'FINANCIAL_INVESTIGATION'),
].filter(({ agency, purpose }) => policy.agencies[agency]?.purposes.includes(purpose));

const deployment = closedAfter(await openTestDeployment({ demo: true }));

/** Kinds that are searched by words: how all of them are read, and the texts of one. */
const kinds = [
  ['consignments', 'goodsItems(first: 20) { edges { node { description } } } parties { name }'],
  [
    'seizures',
    `items(first: 20) { edges { node { description drug } } } vessel { statedName }
      persons(first: 20) { edges { node { statedName } } } organizations(first: 20) { edges { node { statedName } } }`,
  ],
  [
    'incidents',
    `title area narrative persons(first: 20) { edges { node { statedName } } }
      organizations(first: 20) { edges { node { statedName } } }`,
  ],
] as const;

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** Texts of a value, however deep, without its id. */
function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'id' ? [] : textsOf(each)));
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

async function readAll(by: Asker, field: string, texts: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  let after: string | null = null;
  do {
    const query = `query ($after: String) { ${field}(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor } edges { node { id ${texts} } } } }`;
    const { body } = await deployment.ask(by, query, { after });
    const page = body.data?.[field];
    for (const { node } of page?.edges ?? []) found.set(node.id, new Set(textsOf(node).flatMap(wordsOf)));
    after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && found.size < 2000);
  return found;
}

/** Words that some of the records have, and one that none has: the rarest, the middle and the most frequent that fit a page. */
function chosen(all: Iterable<ReadonlySet<string>>): readonly string[] {
  const counts = new Map<string, number>();
  for (const words of all)
    for (const word of words) if (/^\p{L}{4,}$/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const fitting = [...counts].filter(([, count]) => count <= 100).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  const at = [0, Math.floor(fitting.length / 2), fitting.length - 1];
  return ['nosuchword', ...new Set(at.flatMap((each) => fitting[each]?.[0] ?? []))];
}

describe('words that are searched', () => {
  test.each(kinds)(
    'in %s find for each agency what it could read through by itself, and nothing else',
    async (field, texts) => {
      const others = await readAll(asker('DE-POLICE', 'CRIMINAL_INVESTIGATION'), field, texts);
      const shown: number[] = [];
      for (const by of askers) {
        const own = await readAll(by, field, texts);
        for (const word of [...chosen(own.values()), ...chosen(others.values())]) {
          const { body } = await deployment.ask(
            by,
            `query ($text: String!) { search(text: $text) { ${field}(first: 100) { state words { id } } } }`,
            { text: word },
          );
          expect(body.errors).toBeUndefined();
          const { state, words } = body.data.search[field];
          const read = [...own].filter(([, each]) => each.has(word)).map(([id]) => id);
          const found: readonly string[] = (words ?? []).map(({ id }: { id: string }) => id);
          // Why: a word of somebody else's may be in more of one's own records than are listed.
          const expected = read.length > 100 ? read.filter((id) => found.includes(id)) : read;
          expect([by.agency, word, found.toSorted()]).toEqual([by.agency, word, expected.toSorted()]);
          expect(words === null ? ['DENIED'] : ['OK', 'PARTIAL']).toContain(state);
          shown.push(read.length);
        }
      }
      expect(Math.max(...shown)).toBeGreaterThan(0);
    },
    300_000,
  );
});

/** A name with two letters of its longest word swapped, which is then another name. */
function swapped(name: string): string {
  const longest = name.split(' ').reduce((most, word) => (word.length > most.length ? word : most), '');
  const at = Math.floor(longest.length / 2);
  const [one = '', other = ''] = [longest[at - 1], longest[at]];
  return name.replace(longest, longest.slice(0, at - 1) + other + one + longest.slice(at + 1));
}

describe('names that are searched', () => {
  it('find for each agency whom it is shown in full, and nobody whom it could not read through by itself', async () => {
    const states = new Set<string>();
    for (const by of askers) {
      const { body: all } = await deployment.ask(by, '{ persons(first: 100) { edges { node { id name } } } }');
      const nodes: readonly { id: string; name: string | null }[] =
        all.data.persons?.edges.map(({ node }: { node: object }) => node) ?? [];
      const shown = nodes.filter(({ name }) => name !== null && !name.includes('…') && /^[A-Za-z -]{12,}$/.test(name));
      for (const { id, name } of [...shown.slice(0, 8), { id: null, name: 'Fictiv Nebivalenco-Omega' }]) {
        const question = `query ($text: String!) { search(text: $text) { persons(first: 20) { state similar { person { id name } } } } }`;
        const { body } = await deployment.ask(by, question, { text: swapped(name ?? '') });
        expect(body.errors).toBeUndefined();
        const { state, similar } = body.data.search.persons;
        states.add(state);
        const found: readonly { id: string; name: string | null }[] = (similar ?? []).map(
          ({ person }: { person: object }) => person,
        );
        if (id !== null)
          expect([by.agency, name, found.map((each) => each.id)]).toEqual([
            by.agency,
            name,
            expect.arrayContaining([id]),
          ]);
        for (const each of found) {
          expect([by.agency, each.name?.includes('…') ?? true]).toEqual([by.agency, false]);
          if (nodes.length < 100) expect(nodes.map((node) => node.id)).toContain(each.id);
        }
      }
    }
    expect([...states].sort()).toEqual(['DENIED', 'OK']);
  });
});

/** What a form of a text finds in a kind: a datum that records of it hold, as it is read. */
const held: readonly [form: string, kind: string, datum: string][] = [
  ['MRN', 'consignments', 'mrn'],
  ['MRN', 'seizures', 'consignments { edges { node { statedMrn } } }'],
  ['MRN', 'incidents', 'consignments { edges { node { statedMrn } } }'],
  ['CONTAINER', 'consignments', 'transportEquipment { edges { node { container { containerId } } } }'],
  ['CONTAINER', 'seizures', 'containers { edges { node { container { containerId } } } }'],
  ['CONTAINER', 'incidents', 'containers { edges { node { container { containerId } } } }'],
  ['IMO', 'vessels', 'imo'],
  ['IMO', 'consignments', 'borderTransportMeans { vessel { imo } }'],
  ['IMO', 'seizures', 'vessel { vessel { imo } }'],
  ['IMO', 'incidents', 'vessels { edges { node { vessel { imo } } } }'],
  ['MMSI', 'vessels', 'mmsi'],
  ['CASE_REFERENCE', 'seizures', 'caseReference'],
  ['CASE_REFERENCE', 'incidents', 'caseReference'],
  ['CASE_REFERENCE', 'incidents', 'seizures { edges { node { statedCaseReference } } }'],
  ['REGISTRATION_MARK', 'aircraft', 'registration'],
  ['REGISTRATION_MARK', 'seizures', 'conveyance { registration }'],
  ['EORI', 'organizations', 'eori'],
  ['EORI', 'persons', 'economicOperator { eori }'],
  ['EORI', 'consignments', 'parties { eori }'],
  ['DOCUMENT_NUMBER', 'persons', 'identifications { number }'],
  ['DOCUMENT_NUMBER', 'organizations', 'registrationNumber'],
  ['DOCUMENT_NUMBER', 'consignments', 'transportDocument { reference }'],
  ['DOCUMENT_NUMBER', 'consignments', 'lrn'],
  ['DOCUMENT_NUMBER', 'consignments', 'ucr'],
  ['REGISTRATION_MARK', 'consignments', 'conveyanceReference'],
  ['FLIGHT', 'consignments', 'conveyanceReference'],
  ['REGISTRATION_MARK', 'consignments', 'borderTransportMeans { identification }'],
  ['DOCUMENT_NUMBER', 'consignments', 'houseConsignments { edges { node { transportDocument { reference } } } }'],
  ['HS_CODE', 'consignments', 'goodsItems { edges { node { hs6 } } }'],
  ['UNLOCODE', 'consignments', 'placeOfLoading { unlocode }'],
  ['UNLOCODE', 'consignments', 'placeOfDelivery { unlocode }'],
  ['UNLOCODE', 'seizures', 'place { location { unlocode } }'],
  ['UNLOCODE', 'seizures', 'route { departure { unlocode } }'],
  ['UNLOCODE', 'incidents', 'location { unlocode }'],
];

/** What the demonstration has none of; tests of the sources have. */
const nowhere = new Set([
  ...['MMSI vessels', 'REGISTRATION_MARK seizures', 'DOCUMENT_NUMBER houseConsignments'],
  ...['UNLOCODE placeOfDelivery', 'REGISTRATION_MARK borderTransportMeans'],
]);

describe('a form of a text', () => {
  test.each(held)('%s finds the %s that hold it: %s', async (form, kind, datum) => {
    const by = asker('NL-CUSTOMS', 'MUTUAL_ASSISTANCE');
    const list = kind === 'aircraft' ? 'aircraftRecords' : kind;
    const { body: all } = await deployment.ask(by, `{ ${list}(first: 100) { edges { node { id ${datum} } } } }`);
    expect(all.errors).toBeUndefined();
    const nodes: readonly ({ id: string } & Json)[] = all.data[list].edges.map(({ node }: { node: object }) => node);
    const texts = new Set(nodes.flatMap(textsOf));
    const search = `query ($text: String!) { search(text: $text) { recognised { form } ${kind}(first: 100) { lookedUp exact { id } } } }`;
    let searched = 0;
    for (const text of texts) {
      if (searched === 3) break;
      const { body } = await deployment.ask(by, search, { text });
      expect(body.errors).toBeUndefined();
      const { recognised, [kind]: own } = body.data.search;
      if (!recognised.some((each: { form: string }) => each.form === form)) continue;
      searched += 1;
      expect(own.lookedUp).toContain(form);
      const ids = own.exact.map(({ id }: { id: string }) => id);
      const holding = nodes.filter((node) => textsOf(node).includes(text)).map(({ id }) => id);
      if (ids.length < 100) expect([text, ids]).toEqual([text, expect.arrayContaining(holding)]);
    }
    const isNowhere = [kind, datum.split(' ')[0]].some((each) => nowhere.has(`${form} ${each}`));
    expect(searched > 0).toBe(!isNowhere);
  });
});

describe('a number that is searched', () => {
  it('is looked up in all sources side by side, in one hop, and named in the log as that of a look-up is', async () => {
    const question = `query ($text: String!) { search(text: $text) { recognised { form value } lists { source }
      consignments { lookedUp exact { id mrn } } seizures { exact { id } } incidents { exact { id } } persons { exact { id } } } }`;
    const before = deployment.statements();
    const { body } = await deployment.ask(asker('NL-CUSTOMS', 'MUTUAL_ASSISTANCE'), question, {
      text: story.containerId,
    });
    expect(body.errors).toBeUndefined();
    const { search } = body.data;
    expect(search.recognised).toContainEqual({ form: 'CONTAINER', value: story.containerId });
    expect(search.consignments.lookedUp).toEqual(['CONTAINER', 'EORI', 'DOCUMENT_NUMBER']);
    expect(search.consignments.exact.length).toBeGreaterThan(0);
    expect(deployment.statements() - before).toBeLessThan(20);
  });

  it('that nobody has is answered as explicitly: forms, lists and empty lists', async () => {
    const question = `{ search(text: "26NL00000000009990") { recognised { form } lists { source }
      consignments { state lookedUp exact { id } } } }`;
    const { body } = await deployment.ask(asker('NL-CUSTOMS', 'MUTUAL_ASSISTANCE'), question);
    expect(body.data.search).toMatchObject({
      recognised: [{ form: 'MRN' }, { form: 'DOCUMENT_NUMBER' }, { form: 'WORDS' }],
      consignments: { state: 'OK', lookedUp: ['MRN', 'DOCUMENT_NUMBER'], exact: [] },
    });
  });
});

describe('an answer under a filter by a name', () => {
  test.each([
    [
      'whose rows are all shown',
      '{ persons(first: 1, filter: { not: { name: { eq: "NOSUCH" } } }) { edges { node { id } } } }',
    ],
    ['that is empty', '{ persons(first: 1, filter: { name: { eq: "NOSUCH" } }) { edges { node { id } } } }'],
  ])('%s says that names were compared exactly, the first time and when it is known', async (_name, query) => {
    for (let times = 0; times < 3; times += 1) {
      const { body } = await deployment.ask(asker('NL-CUSTOMS', 'MUTUAL_ASSISTANCE'), query);
      expect(body.errors).toBeUndefined();
      expect(body.extensions.advice).toEqual([
        { path: 'persons', message: expect.stringMatching(/exactly/), hint: expect.stringMatching(/search/) },
      ]);
    }
    const { body } = await deployment.ask(
      asker('NL-CUSTOMS', 'MUTUAL_ASSISTANCE'),
      '{ persons(first: 1) { edges { node { id } } } }',
    );
    expect(body.extensions.advice).toBeUndefined();
  });
});
