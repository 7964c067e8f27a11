import type { Hidden, Stated } from './hidden.js';
import type { Officer } from './officers.js';
import { type Asked, graphql, match } from './questions.js';
import type { Answer, Request, World } from './worlds.js';

/** What an attacker came to. */
export interface Attacked {
  readonly attack: string;
  /** What was tried: dates, numbers, values; requests where each is one. */
  readonly tried: number;
  /** How many of them were answered: whether or not there is somebody was told. */
  readonly answered: number;
  /** What is known now that was not stated whole; null: nothing. */
  readonly learned: string | null;
}

/** Somebody who knows some of a person and wants the rest. */
export interface Attack {
  readonly name: string;
  /** How many may be answered at most: the law lets a date or a number be tried, and the limits end it. Null: it tells nothing. */
  readonly most: number | null;
  run(attacking: Attacking): Promise<Omit<Attacked, 'attack'>>;
}

/** Whom they attack, and by which officers. */
export interface Attacking {
  readonly world: World;
  readonly hidden: Hidden;
  readonly officer: Officer;
  /** Names of officers; of most attacks the first alone asks. */
  readonly subjects: readonly string[];
}

const dayMs = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const knownOf = ({ worlds: [one] }: Hidden): Stated => one;
const nameOf = (hidden: Hidden): string => knownOf(hidden).names[0] ?? '';

/** Each day of the year of birth, from the one behind it on: limits end an attack, and no luck. */
function daysOf(hidden: Hidden): readonly string[] {
  const { birthDate } = knownOf(hidden);
  const year = Number(birthDate.slice(0, 4));
  const days = Array.from({ length: 365 }, (_, at) => dayOf(Date.UTC(year, 0, 1) + at * dayMs));
  const behind = days.indexOf(birthDate) + 1;
  return [...days.slice(behind), ...days.slice(0, behind)];
}

/** What is told of each question: somebody, nobody, or that it is not answered. */
type Told = 'YES' | 'NO' | 'STOPPED';

interface Answered {
  readonly hit?: object | null;
  readonly hitState?: string;
}

function toldBy(answer: Answered | null | undefined, found: readonly object[] | null | undefined): Told {
  if (!answer) return 'STOPPED';
  if (answer.hit || (found ?? []).length > 0) return 'YES';
  return answer.hitState === 'LIMITED' ? 'STOPPED' : 'NO';
}

async function askMany(
  { world, officer }: Attacking,
  subject: string,
  asked: readonly Asked[],
): Promise<readonly Told[]> {
  const { body } = await world.ask(officer, subject, match(asked));
  const answers: readonly { matches?: readonly object[] | null; hit?: object | null; hitState?: string }[] | null =
    body.data?.matchPersons ?? null;
  return asked.map((_, at): Told => {
    const answer = answers?.[at];
    return toldBy(answer, answer?.matches);
  });
}

/** Tries one after the other, some a request, until one is it or is not answered. */
async function tryAll<Value extends string>(
  values: readonly Value[],
  atOnce: number,
  ask: (values: readonly Value[], at: number) => Promise<readonly Told[]>,
): Promise<Omit<Attacked, 'attack'>> {
  let answered = 0;
  for (let at = 0; at < values.length; at += atOnce) {
    const some = values.slice(at, at + atOnce);
    const told = await ask(some, at);
    const found = told.indexOf('YES');
    if (found >= 0) return { tried: at + found + 1, answered: answered + found + 1, learned: some[found] ?? null };
    answered += told.filter((each) => each !== 'STOPPED').length;
    // Why not at the first: another officer may be answered still.
    if (at >= 6 * atOnce && told.every((each) => each === 'STOPPED'))
      return { tried: at + some.length, answered, learned: null };
  }
  return { tried: values.length, answered, learned: null };
}

const halving: Attack = {
  name: 'halves a date by spans',
  most: null,
  async run(attacking) {
    const { hidden, subjects } = attacking;
    let [first, last] = [Date.UTC(1930, 0, 1), Date.UTC(1999, 11, 31)];
    let tried = 0;
    while (first < last) {
      const middle = first + Math.floor((last - first) / dayMs / 2) * dayMs;
      const asked = { names: [nameOf(hidden)], birthDate: `${dayOf(first)}/${dayOf(middle)}` };
      const [told] = await askMany(attacking, subjects[0] ?? '', [asked]);
      tried += 1;
      if (told === 'STOPPED') return { tried, answered: tried - 1, learned: null };
      if (told === 'YES') last = middle;
      else first = middle + dayMs;
    }
    const found = dayOf(first);
    return { tried, answered: tried, learned: found === knownOf(hidden).birthDate ? found : null };
  },
};

const dates: Attack = {
  name: 'tries the dates of a year',
  most: 5,
  run: (attacking) =>
    tryAll(daysOf(attacking.hidden), 100, (some) =>
      askMany(
        attacking,
        attacking.subjects[0] ?? '',
        some.map((birthDate) => ({ names: [nameOf(attacking.hidden)], birthDate })),
      ),
    ),
};

const aliases: Attack = {
  name: 'tries dates under aliases',
  most: 5,
  run: (attacking) =>
    tryAll(daysOf(attacking.hidden), 20, async (some) => {
      const { world, officer, hidden, subjects } = attacking;
      const fields = some.map(
        (birthDate, at) =>
          `a${at}: matchPersons(asked: [{ names: [$name], birthDate: "${birthDate}" }]) { matches { score } hitState hit { id } }`,
      );
      const request = graphql(`query ($name: String!) { ${fields.join(' ')} }`, { name: nameOf(hidden) });
      const { body } = await world.ask(officer, subjects[0] ?? '', request);
      return some.map((_, at): Told => {
        const [answer] = body.data?.[`a${at}`] ?? [];
        return toldBy(answer, answer?.matches);
      });
    }),
};

const officers: Attack = {
  name: 'tries the dates of a year by six officers',
  most: 30,
  run: (attacking) =>
    tryAll(daysOf(attacking.hidden), 10, (some, at) =>
      askMany(
        attacking,
        attacking.subjects[(at / 10) % 6] ?? '',
        some.map((birthDate) => ({ names: [nameOf(attacking.hidden)], birthDate })),
      ),
    ),
};

const search: Attack = {
  name: 'searches for the name and dates',
  most: null,
  run: (attacking) =>
    tryAll(daysOf(attacking.hidden).slice(0, 200), 10, async (some) => {
      const { world, officer, hidden, subjects } = attacking;
      const told: Told[] = [];
      const fields = some.map(
        (date, at) =>
          `a${at}: search(text: "${nameOf(hidden)} ${date}") { persons { hitState exact { id } similar { score } } }`,
      );
      const { body } = await world.ask(officer, subjects[0] ?? '', graphql(`{ ${fields.join(' ')} }`, {}));
      for (const at of some.keys()) {
        const found = body.data?.[`a${at}`]?.persons;
        told.push(toldBy(found, [...(found?.exact ?? []), ...(found?.similar ?? [])]));
      }
      return told;
    }),
};

const words: Attack = {
  name: 'tries single words, ten a question, with the date',
  most: null,
  async run(attacking) {
    const { hidden, subjects } = attacking;
    const { birthDate } = knownOf(hidden);
    const own = nameOf(hidden).split(' ');
    const others = Array.from({ length: 9 }, (_, at) => `Nusquam${'abcdefghi'[at]}`);
    return await tryAll(own, 10, (some) =>
      askMany(
        attacking,
        subjects[0] ?? '',
        some.map((word) => ({ names: [word, ...others], birthDate })),
      ),
    );
  },
};

const beside: Attack = {
  name: 'states gender, nationality and place of birth beside the name and the date',
  most: null,
  async run(attacking) {
    const { hidden, subjects } = attacking;
    const { birthDate } = knownOf(hidden);
    const whole: Asked = { names: [nameOf(hidden)], birthDate };
    const values: readonly (readonly Asked[])[] = [
      ['male', 'female', 'other'].map((gender) => ({ ...whole, gender })),
      ['NL', 'BE', 'DE', 'PL', 'ES', 'IT'].map((nationality) => ({ ...whole, nationality })),
      ['Oostdam', 'Nordhagen', 'Vinkeveld', 'Salzbruck', 'Portovela'].map((birthPlace) => ({ ...whole, birthPlace })),
    ];
    const learned: string[] = [];
    let tried = 0;
    for (const asked of values) {
      const told = await askMany(attacking, subjects[tried % 6] ?? '', asked);
      tried += asked.length;
      const some = asked.filter((_, at) => told[at] === 'YES');
      if (some.length > 0 && some.length < asked.length) learned.push(JSON.stringify(some));
    }
    return { tried, answered: tried, learned: learned.length > 0 ? learned.join(' ') : null };
  },
};

/** The number with each three last digits, from those behind its own on. */
function endingsOf(number: string): readonly string[] {
  const [stem, own] = [number.slice(0, -3), Number(number.slice(-3))];
  return Array.from({ length: 1000 }, (_, at) => stem + String((own + 1 + at) % 1000).padStart(3, '0'));
}

const stems: Attack = {
  name: 'tries the last three digits of a document',
  most: 20,
  run: (attacking) => {
    const { document } = knownOf(attacking.hidden);
    return tryAll(endingsOf(document.number), 100, (some) =>
      askMany(
        attacking,
        attacking.subjects[0] ?? '',
        some.map((number) => ({ names: [nameOf(attacking.hidden)], identification: { ...document, number } })),
      ),
    );
  },
};

const lookUps: Attack = {
  name: 'looks the last three digits of a document up',
  most: 20,
  run: (attacking) => {
    const { world, officer, hidden, subjects } = attacking;
    const { type, country, number } = knownOf(hidden).document;
    return tryAll(endingsOf(number), 20, async (some) => {
      const fields = some.map(
        (each, at) =>
          `a${at}: person(identification: { type: ${type}, country: "${country}", number: "${each}" }) { id }`,
      );
      const { body } = await world.ask(officer, subjects[0] ?? '', graphql(`{ ${fields.join(' ')} }`, {}));
      const refused = new Set(body.errors?.map(({ path }: { readonly path?: readonly unknown[] }) => path?.[0]));
      return some.map((_, at): Told => {
        if (!body.data || refused.has(`a${at}`)) return 'STOPPED';
        return body.data[`a${at}`] ? 'YES' : 'NO';
      });
    });
  },
};

const nodes: Attack = {
  name: 'asks for the record by its id, and by that of its hit',
  most: null,
  async run({ world, hidden, officer, subjects }) {
    const [subject = ''] = subjects;
    const { birthDate } = knownOf(hidden);
    const asked = match([{ names: [nameOf(hidden)], birthDate }]);
    const { body: answer } = await world.ask(officer, subject, asked);
    const hit: unknown = answer.data?.matchPersons?.[0]?.hit?.id;
    const ids = [world.idOf(hidden), hit].filter((id) => typeof id === 'string');
    const learned: string[] = [];
    for (const id of ids)
      for (const request of waysTo(id, subject)) {
        const { body } = await world.ask(officer, subject, request);
        if (tellsOfRecord(body)) learned.push(JSON.stringify(body).slice(0, 200));
      }
    return { tried: ids.length * 4, answered: ids.length * 4, learned: learned.length > 0 ? learned.join(' ') : null };
  },
};

function waysTo(id: string, subject: string): readonly Request[] {
  return [
    graphql('query ($id: ID!) { node(id: $id) { __typename id } }', { id }),
    graphql('query ($id: ID!) { nodes(ids: [$id]) { __typename id } }', { id }),
    graphql('query ($id: ID!) { person(id: $id) { id name } }', { id }),
    {
      path: 'access/v1/evaluation',
      body: {
        subject: { type: 'viewer', id: subject },
        action: { name: 'read' },
        resource: { type: 'Person', id },
        context: {},
      },
    },
  ];
}

function tellsOfRecord({ data, decision, context }: Answer['body']): boolean {
  if (decision !== undefined) return decision === true || (context?.effect ?? 'NONE') !== 'NONE';
  const { node, nodes: list, person } = data ?? {};
  return [node, person, ...(list ?? [])].some((each) => each != null);
}

/** All of them. */
export const attacks: readonly Attack[] = [
  ...[halving, dates, aliases, officers, search],
  ...[words, beside, stems, lookUps, nodes],
];
