import { randomInt } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { SourceAnswer } from '../../subgraphs/kit/serve/execute.js';
import * as ofIncidents from './incidents/ask.js';
import { insertRows as insertIncidents } from './incidents/rows.js';
import { customs, openPersons } from './persons/ask.js';
import { insertRows as insertPersons } from './persons/fixtures.js';

/*
 * What is invisible against what is not there, asked by turns in random order. `npm run fuzz -- timing` asks 2,000 pairs of each
 * sort and prints how well the time alone tells them apart; what is held here is what no clock is needed for.
 */
const isWhole = process.env.TEST_CRAWL === 'whole';
const pairs = isWhole ? 2_000 : 10;
const hidden = { releasable_to: ['agency:EU-ANALYSIS'] };

const [persons, incidents] = await Promise.all([openPersons(), ofIncidents.openSource()]);
const ask = persons.under(1e6, 1e6);

/** A word, and so a name, that no other number has. */
function wordOf(number: number, seed: string): string {
  const syllables = ['ba', 'ke', 'dor', 'mi', 'lun', 'sta', 've', 'ron', 'qui', 'zan'];
  return seed + [...String(number).padStart(4, '0')].map((digit) => syllables[Number(digit)]).join('');
}

/** The names of a pair: the one that stands in the sources, and the one that does not. */
const subjectOf = (number: number, isThere: boolean) => {
  const [first, last] = isThere ? ['Tar', 'Mol'] : ['Ter', 'Mal'];
  return {
    name: `${wordOf(number, first)} ${wordOf(number, last)}`,
    word: wordOf(number, isThere ? 'Gor' : 'Gur'),
    id: `person_${isThere ? number : `${number}_no`}`,
    document: `${isThere ? 'XA' : 'XB'}${String(1_000_000 + number)}`,
  };
};

beforeAll(async () => {
  const all = Array.from({ length: pairs }, (_, number) => subjectOf(number, true));
  await insertPersons(
    persons.adminUrl,
    'person',
    all.map(({ name, document }, number) => ({
      ...{ id: `person_${number}`, name, names: [{ name, kind: 'NAME', script: 'Latn' }], birth_dates: ['1961-04-12'] },
      ...{ identifications: [{ type: 'PASSPORT', country: 'NL', number: document }], ...hidden },
    })),
  );
  await insertIncidents(
    incidents.adminUrl,
    'incident',
    all.map(({ word }, number) => ({ id: `incident_${number}`, title: `${word} sighted`, ...hidden })),
  );
}, 300_000);

type Subject = ReturnType<typeof subjectOf>;
type Recognised = readonly { readonly form: string; readonly value: string }[];

const searched = (fields: string) =>
  `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search { ${fields} } } }`;
const ofPersons = (recognised: Recognised, fields: string) =>
  ask(customs, searched(`persons { state ${fields} { __typename } }`), {
    probe: persons.seal(customs, { kind: 'search', recognised, feeds: null }),
  });

const entity = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { id name birthDate } } }';

const sorts: readonly [sort: string, (subject: Subject) => Promise<SourceAnswer>][] = [
  ['a name', ({ name }) => ofPersons([{ form: 'NAME', value: name }], 'similar')],
  ['a number', ({ document }) => ofPersons([{ form: 'DOCUMENT_NUMBER', value: document }], 'exact')],
  [
    'words',
    ({ word: value }) =>
      incidents.ask(ofIncidents.police, searched('incidents { state words { __typename } }'), {
        probe: incidents.seal(ofIncidents.police, {
          ...{ kind: 'search', recognised: [{ form: 'WORDS', value }], feeds: null },
        }),
      }),
  ],
  [
    'a look-up',
    ({ document: number }) =>
      ask(customs, 'query ($asked: IdentificationInput!) { person(identification: $asked) { id name } }', {
        asked: { type: 'PASSPORT', country: 'NL', number },
      }),
  ],
  // What `node` asks of a source, and what a link to a record does.
  ['an id', ({ id }) => ask(customs, entity, { of: [{ __typename: 'Person', id }] })],
  ['a reference', ({ id }) => ask(customs, entity, { of: [{ __typename: 'Person', ref: `ref_${id}` }] })],
  [
    'a question',
    ({ name }) =>
      ask(
        customs,
        'query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked) { state matches { score } hit { id } } }',
        { asked: [{ names: [name], birthDate: '1961-04-12' }] },
      ),
  ],
];

/** How often a time of the one is longer than one of the other, 0.5 where nothing tells them apart; and how sure that is. */
function compare(there: readonly number[], missing: readonly number[]) {
  const ranked = [...there.map((ms) => ({ ms, isThere: 1 })), ...missing.map((ms) => ({ ms, isThere: 0 }))];
  ranked.sort((a, b) => a.ms - b.ms);
  const [n, m] = [there.length, missing.length];
  const ranks = ranked.reduce((sum, { isThere }, at) => sum + isThere * (at + 1), 0);
  const auc = (ranks - (n * (n + 1)) / 2) / (n * m);
  const z = (auc - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m));
  const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1] ?? 0;
  return { auc, z, medians: [median(there), median(missing)] };
}

it.each(sorts)(
  '%s of who is invisible is answered as that of nobody: bytes and statements, and the time is measured',
  async (sort, run) => {
    const times: [number[], number[]] = [[], []];
    let isWarm = false;
    for (let number = 0; number < pairs; number += 1) {
      const answers: [string, string] = ['', ''];
      const turn = randomInt(2);
      for (const which of [turn, 1 - turn] as const) {
        const subject = subjectOf(number, which === 0);
        const started = performance.now();
        const answer = await run(subject);
        times[which as 0 | 1].push(performance.now() - started);
        // The log is told the number that was looked up.
        // What was asked for stands in the manifest, whatever there is.
        const told = JSON.stringify(answer).replace(/"askedNames":\["[^"]*"\]/, '"askedNames":[]');
        answers[which as 0 | 1] = told.replaceAll(subject.document, 'NUMBER');
      }
      expect(answers[0]).toBe(answers[1]);
      if (!isWarm && number >= 5) {
        isWarm = true;
        times[0].length = times[1].length = 0;
      }
    }
    if (!isWhole) return;
    const { auc, z, medians } = compare(...times);
    const [there, missing] = medians.map((ms) => `${ms?.toFixed(3)} ms`);
    process.stdout.write(
      `${sort}: invisible ${there}, missing ${missing}; the longer one is invisible in ${(100 * auc).toFixed(1)} of 100 pairs (z ${z.toFixed(1)})\n`,
    );
  },
  300_000,
);
