import type { Random } from '../../../ingest/demo/invented/random.js';
import type { Hidden, HiddenDatum, Stated } from './hidden.js';
import type { Request, World } from './worlds.js';

/** What a question states of somebody. */
export interface Asked {
  readonly names: readonly string[];
  readonly birthDate?: string;
  readonly gender?: string;
  readonly nationality?: string;
  readonly birthPlace?: string;
  readonly identification?: { readonly type: string; readonly country?: string; readonly number: string };
  /** A telephone number, or an e-mail address. */
  readonly contact?: string;
}

/** A question about a hidden person. */
export interface Question {
  readonly door: Door;
  readonly asked: Asked;
  /** The same request in each world, but for ids, which are of the world. */
  request(world: World): Request;
}

/** The ways in which records are asked for. */
export const doors = [
  'match',
  'batch',
  'aliases',
  'search',
  'lookUp',
  'filter',
  'count',
  'node',
  'evaluation',
] as const;
export type Door = (typeof doors)[number];

/** A random question about a hidden person, from what one of the worlds says, the other, or neither. */
export function anyQuestion(hidden: Hidden, subject: string, random: Random): Question {
  const asked = anyAsked(hidden, random);
  const door = asked.contact ? 'search' : random.pick(doors);
  return { door, asked, request: (world) => requests[door]({ hidden, asked, subject, world }) };
}

/**
 * Whether a question may be answered otherwise in the other world where the record is one that the asker may know of: it states
 * the datum whole, as the law of hits has it. Gender, nationality and place of birth are never asked of such a record.
 */
export function statesWhole({ datum, worlds }: Hidden, { door, asked }: Question): boolean {
  const { names, birthDate, identification } = asked;
  const known = worlds.filter((stated) => stated !== null);
  const isBorn = known.some((stated) => stated.birthDate === birthDate) && names.some((name) => name.includes(' '));
  // A number alone is none in a search.
  const isNumbered = door !== 'search' && known.some(({ document }) => document.number === identification?.number);
  const stated: Readonly<Record<HiddenDatum, boolean>> = {
    birthDate: isBorn,
    birthMonth: isBorn,
    name: isBorn,
    alias: isBorn,
    gender: false,
    nationality: false,
    birthPlace: false,
    number: isNumbered,
    documentCountry: isNumbered,
    documentType: isNumbered,
    phone: false,
    email: false,
    existence: isBorn || isNumbered,
  };
  return stated[datum];
}

function anyAsked({ worlds }: Hidden, random: Random): Asked {
  const [one, second] = worlds;
  const other = second ?? one;
  const either = <Value>(of: (stated: Stated) => Value): Value => of(random.chance(0.5) ? one : other);
  const some = <Value>(weight: number, value: () => Value): Value | undefined =>
    random.chance(weight) ? value() : undefined;
  const document = either((stated) => stated.document);
  // Why so many: of a record that may be known of, little else is asked.
  if (random.chance(0.4)) return keyOf(either, random);
  return withoutAbsent({
    names: anyNames(either, random),
    birthDate: some(0.8, () => anyDate(one, other, random)),
    gender: some(0.15, () => random.pick(['male', 'female'])),
    nationality: some(0.15, () => either(({ nationality }) => nationality)),
    birthPlace: some(0.15, () => either(({ birthPlace }) => birthPlace)),
    identification: some(0.4, () => ({
      type: random.pick([document.type, 'PASSPORT', 'NATIONAL_ID']),
      ...(random.chance(0.3) ? {} : { country: random.chance(0.8) ? document.country : 'SE' }),
      number: random.pick([document.number, document.number, document.number.slice(0, -1), `${document.number}0`]),
    })),
  });
}

/** A number, a name and a day, or how somebody is reached, and nothing beside. */
function keyOf(either: Either, random: Random): Asked {
  const name = either(({ names }) => random.pick(names));
  if (random.chance(0.2)) return { names: [name], contact: either(({ phone, email }) => random.pick([phone, email])) };
  if (random.chance(0.4)) return { names: [name], identification: either(({ document }) => document) };
  return { names: [name], birthDate: either(({ birthDate }) => birthDate) };
}

type Either = <Value>(of: (stated: Stated) => Value) => Value;

function anyNames(either: Either, random: Random): readonly string[] {
  const name = either(({ names }) => random.pick(names));
  const words = name.split(' ');
  const misspelt = `${name.slice(0, 3)}${name.slice(4)}`;
  return random.weighted<readonly string[]>([
    [[name], 5],
    [[words.slice(0, 2).join(' ')], 2],
    [[words.toReversed().join(' ')], 1],
    [words, 1],
    [[words[0] ?? name], 2],
    [[misspelt], 1],
    [[`${name} Nusquam`], 1],
    [either(({ names }) => names), 1],
    [['Nemo Nusquam'], 1],
  ]);
}

function anyDate(one: Stated, other: Stated, random: Random): string {
  const [first = '', last = ''] = [one.birthDate, other.birthDate].sort();
  const year = Number(first.slice(0, 4));
  return random.weighted([
    [first, 5],
    [last, 5],
    [`${first.slice(0, 8)}28`, 1],
    [first.slice(0, 4), 1],
    [random.pick([first, last]).slice(0, 7), 2],
    [`${year - 20}-01-01/${first}`, 2],
    [`${first}/${last}`, 1],
    [`${last}/${year + 20}-12-31`, 1],
  ]);
}

interface Making {
  readonly hidden: Hidden;
  readonly asked: Asked;
  readonly subject: string;
  readonly world: World;
}

const shown = 'id name birthDate gender nationality identifications { type country number }';
const matches = `state advice { en } cutOff matches { sentence { en fr } score state matchedName matchedNameKind agreements { datum says words } contradictions { datum says }
  silent person { ${shown} } } hitState hit { ${shown} handling { originator } }`;
const nobody: Asked = { names: ['Nemo Nusquam'], birthDate: '1931-05-07' };

const requests: Readonly<Record<Door, (making: Making) => Request>> = {
  match: ({ asked }) => match([asked]),
  batch: ({ asked }) => match([nobody, asked, nobody, asked]),
  aliases: ({ asked }) =>
    graphql(
      `query ($asked: [PersonQuestion!]!) {
        a: matchPersons(asked: $asked) { hitState hit { id } } b: matchPersons(asked: $asked, first: 1, atLeast: 0) { ${matches} } }`,
      { asked: [asked] },
    ),
  search: ({ asked }) =>
    graphql(
      `query ($text: String!) { search(text: $text) { recognised { form } persons { state hitState lookedUp
        exact { ${shown} phones emails } similar { score matchedName person { ${shown} } } } } }`,
      { text: textOf(asked) },
    ),
  lookUp: ({ asked: { identification, names } }) =>
    identification
      ? graphql(
          `query ($of: IdentificationInput!) { person(identification: $of) { ${shown} handling { originator } } }`,
          {
            of: identification,
          },
        )
      : match([{ names }]),
  filter: ({ asked }) =>
    graphql(
      `query ($filter: PersonFilter!) { persons(first: 3, filter: $filter) {
        edges { __typename cursor node { ${shown} matches(first: 10) { state matches { score matchedName } } } } pageInfo { hasNextPage } } }`,
      { filter: filterOf(asked) },
    ),
  count: ({ asked }) =>
    graphql(
      `query ($filter: PersonFilter!) { persons(filter: $filter) { totalCount { number atLeast } }
        others: persons(filter: { not: $filter }) { totalCount { number atLeast } } }`,
      { filter: filterOf(asked) },
    ),
  node: ({ hidden, world }) => {
    const id = world.idOf(hidden) ?? 'person_777777777777777777777777';
    return graphql(
      `query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } person(id: $id) { ${shown}
        handling { originator } matches { state matches { score } } relations { edges { __typename } } } }`,
      { id },
    );
  },
  evaluation: ({ hidden, subject, world }) => ({
    path: 'access/v1/evaluation',
    body: {
      subject: { type: 'viewer', id: subject },
      action: { name: 'read' },
      resource: { type: 'Person', id: world.idOf(hidden) ?? 'person_777777777777777777777777' },
      context: {},
    },
  }),
};

/** The document by which attackers ask, too. */
export function match(asked: readonly Asked[]): Request {
  return graphql(`query ($asked: [PersonQuestion!]!) { matchPersons(asked: $asked, first: 3) { ${matches} } }`, {
    asked,
  });
}

/** A question to the graph. */
export function graphql(query: string, variables: object): Request {
  return { path: 'graphql', body: { query, variables } };
}

function filterOf({ names, birthDate, gender, nationality }: Asked): object {
  return withoutAbsent({
    name: { eq: names[0] },
    birthDate: birthDate ? { startsWith: birthDate.slice(0, 7) } : undefined,
    gender: gender ? { eq: gender } : undefined,
    nationality: nationality ? { eq: nationality } : undefined,
  });
}

/** What somebody types who knows as much. */
function textOf({ names: [name = ''], birthDate, identification, contact }: Asked): string {
  if (contact) return contact;
  if (identification) return identification.number;
  return birthDate?.length === 10 ? `${name} ${birthDate}` : name;
}

function withoutAbsent<Values extends object>(
  values: Values,
): Required<{ [Key in keyof Values]: Exclude<Values[Key], undefined> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
