import { story } from '../../../../ingest/demo/story.js';
import type { Random } from '../../world/random.js';
import { mayRead, type Planted, type Words } from '../words.js';
import type { Officer, Question } from './ask.js';

const page = 'edges { node { id name birthDate seizures(first: 2) { edges { node { role } } } } }';

/** What an officer asks next. */
export function questionOf(officer: Officer, words: Words, random: Random): Question {
  const made = random.pick(makers)(officer, words, random);
  const isRefused = refusedFilters[made.name]?.includes(officer.agency);
  return isRefused ? { ...made, refusedBy: ['FILTER_NOT_PERMITTED'] } : made;
}

/** Who may not filter or count by what a question filters or counts by: it is masked or hidden from them. */
const refusedFilters: Readonly<Record<string, readonly string[]>> = {
  filter: ['ES-TAX'],
  counts: ['ES-TAX', 'PL-BORDER'],
};

type Maker = (officer: Officer, words: Words, random: Random) => Question;

const nameOf = (words: Words, random: Random): string => {
  const here: readonly Planted[] = words.here();
  return here.length === 0 ? words.absent() : random.pick(here).name;
};

/** One person by the whole name, with how many there are. */
export function byName(name: string): Question {
  const query = `query ($n: String!) { persons(first: 5, filter: { name: { eq: $n } }) { totalCount { number } ${page} } }`;
  return { name: 'filter', body: { query, variables: { n: name } } };
}

const refused: readonly Question[] = [
  { name: 'no such field', body: { query: '{ persons { nothing } }' }, refusedBy: ['GRAPHQL_VALIDATION_FAILED'] },
  { name: 'no JSON object', body: [], refusedBy: ['BATCHING_NOT_SUPPORTED'] },
  {
    name: 'no purpose',
    body: { query: `{ persons(first: 1) { ${page} } }` },
    headers: { 'query-purpose': 'CURIOSITY' },
    refusedBy: ['PURPOSE_NOT_ALLOWED', 'PURPOSE_REQUIRED'],
  },
  {
    name: 'a token of nobody',
    body: { query: '{ viewer { agency } }' },
    headers: { authorization: 'Bearer x' },
    refusedBy: ['UNAUTHENTICATED'],
  },
];

const container = `query ($c: ID!) { container(id: $c) { consignments(first: 1) { edges { node {
  mrn risk { score } consignor { name person { id name seizures(first: 2) { edges { node { role seizure { caseReference } } } } } } } } } } }`;

const makers: readonly Maker[] = [
  (_, words, random) => byName(nameOf(words, random)),
  (_, words, random) => byName(nameOf(words, random)),
  (_, words, random) => ({
    name: 'search',
    body: {
      query:
        'query ($t: String!) { search(text: $t) { persons(first: 3) { state similar { score person { id name } } } consignments { state } } }',
      variables: { t: nameOf(words, random) },
    },
  }),
  () => ({ name: 'links', body: { query: container, variables: { c: story.containerId } } }),
  (_, __, random) => ({ name: 'list', body: { query: `{ persons(first: ${5 + random.below(40)}) { ${page} } }` } }),
  () => ({
    name: 'counts',
    body: {
      query:
        '{ seizures(first: 1) { totalCount { number } facets(by: ITEM_CATEGORY, first: 2) { buckets { value count { number } } } } }',
    },
  }),
  ({ agency, role }, _, random) =>
    agency === 'DE-POLICE' && role === 'INVESTIGATOR' && random.chance(0.5)
      ? {
          name: 'export',
          path: '/export',
          body: { query: `{ persons(first: 100) { ${page} } }` },
          refusedBy: ['EXPORT_UNDER_WAY', 'RATE_LIMITED'],
        }
      : { name: 'node', body: { query: '{ incidents(first: 3) { edges { node { id title } } } }' } },
  (_, __, random) => random.pick(refused),
];

/** A name that the officer may not read, and one that nobody has: their answers must be alike. */
export function twins(
  officer: Officer,
  words: Words,
  random: Random,
): readonly [Question, Question, string, string] | null {
  const hidden = words.here().filter((each) => !mayRead(officer.agency, each));
  if (hidden.length === 0) return null;
  const [there, absent] = [random.pick(hidden).name, words.absent()];
  return [byName(there), byName(absent), there, absent];
}
