import { buildASTSchema, parse } from 'graphql';
import { readWithheld } from '../../../client/withheld.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { nodeRecords } from '../../../schema/records/index.js';
import { withAdmin } from '../../../storage/roles.js';
import { createRandom, pick } from '../../subgraphs/kit/compiled/randomOperation.js';
import { type Asker, type DeploymentAnswer, openTestDeployment } from '../../support/deployment.js';
import { depthOf, objectsIn, textOf } from './answers.js';
import { type Asking, openAsking, randomAsker } from './asking.js';
import type { Crawled } from './crawled.js';
import { type Form, formsOf, questionOf, shuffled } from './forms.js';
import { type CountedPage, type Judge, openJudge } from './judge.js';
import { readWorld, type World } from './world.js';

/** Asks along the paths of the schema as every kind of agency, and holds each value to what is decided of its row. */
export interface Crawler {
  /**
   * Forms, as a viewer of each kind, of a page or two; some at a time. The first viewer of a form asks its first page twice: by a
   * plan that is new, and by one that is known, as all others do.
   */
  crawl(from: number, to: number, into: Crawled): Promise<void>;
  readonly judge: Judge;
  readonly world: World;
  /** Forms that there are: so many seeds, one after the other, ask for every path. */
  readonly forms: number;
  close(): Promise<void>;
}

/** @param apart whether the sources answer over HTTP, each alone */
export async function openCrawler(apart: boolean): Promise<Crawler> {
  const policy = loadPolicy();
  const schema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), { assumeValidSDL: true });
  const deployment = await openTestDeployment({ apart, demo: true });
  const asking = openAsking(deployment);
  const world = await withAdmin(deployment.adminUrl, (admin) => readWorld(admin, policy.linkSubjects));
  const judge = openJudge(schema, policy, world);
  const recordTypes = nodeRecords.map(({ type }) => type).filter((type) => world.ids(type).length > 0);
  const forms = shuffled(createRandom(0), formsOf(schema, recordTypes));
  const kinds = [...new Set(Object.values(policy.agencies).map(({ kind }) => kind))];
  const askForm = async (seed: number, into: Crawled): Promise<void> => {
    const random = createRandom(seed);
    const form = forms[seed % forms.length] as Form;
    const { query, paths } = questionOf(schema, random, form);
    for (const path of paths) into.paths.add(path);
    const ids = world.ids(form.root.type);
    for (const [index, kind] of shuffled(random, kinds).entries()) {
      const asked = { seed, form, query, kind, asker: randomAsker(policy, random, kind), isNew: index === 0 };
      const variables = form.root.list ? { first: 2 + Math.floor(random() * 3) } : { id: pick(random, ids) };
      await askPages({ asking, judge, into }, asked, variables);
    }
  };
  return {
    judge,
    world,
    forms: forms.length,
    async crawl(from, to, into) {
      let next = from;
      const one = async (): Promise<void> => {
        while (next < to) {
          next += 1;
          await askForm(next - 1, into);
        }
      };
      await Promise.all(Array.from({ length: formsAtOnce }, one));
    },
    close: async () => {
      asking.close();
      await deployment.close();
    },
  };
}

/** Why some: a gateway that is asked by one alone waits most of the time. */
const formsAtOnce = 8;

interface Crawling {
  readonly asking: Asking;
  readonly judge: Judge;
  readonly into: Crawled;
}

interface Asked {
  readonly seed: number;
  readonly form: Form;
  readonly query: string;
  readonly asker: Asker;
  readonly kind: string;
  /** Whether the form was not asked for yet. */
  readonly isNew: boolean;
}

interface Variables {
  readonly id?: string;
  readonly first?: number;
  readonly after?: string;
}

/** Asks for a page and the next, or for a record. */
async function askPages(crawling: Crawling, asked: Asked, variables: Variables): Promise<void> {
  const { asking, into } = crawling;
  const { form, query, asker, kind, seed } = asked;
  const ask = async (those: Variables): Promise<DeploymentAnswer> => {
    into.operations += 1;
    into.kinds[kind] = (into.kinds[kind] ?? 0) + 1;
    for (let tries = 1; ; tries += 1) {
      const given = await asking.ask(asker, query, those);
      const isLate = lateness.test(String(given.body.errors?.[0]?.extensions?.code));
      if (!isLate || tries > 4) return given;
      into.late += 1;
    }
  };
  const answer = await ask(variables);
  const faults = [...look(crawling, answer, asked, variables)];
  if (asked.isNew) {
    const known = await ask(variables);
    if (known.body.data && answer.body.data) {
      if (textOf(known.body.data) !== textOf(answer.body.data)) faults.push('another answer by the plan that is known');
      const [one, other] = [answer, known].map(({ body }) => textOf(body.extensions.withheld ?? []));
      if (one !== other) faults.push('another report by the plan that is known');
    }
  }
  for (const what of faults) into.differences.push({ seed, asker, query, what });
  if (variables.after !== undefined) into.turned += 1;
  const { hasNextPage, endCursor } = answer.body.data?.[form.root.list ?? '']?.pageInfo ?? {};
  if (hasNextPage && variables.after === undefined)
    await askPages(crawling, { ...asked, isNew: false }, { ...variables, after: endCursor });
}

/** A machine that is busy elsewhere has no time for its log: such a question is asked again. */
const lateness = /^(AUDIT_UNAVAILABLE|NO_ANSWER|SOURCE_TIMEOUT)$/;

/** What is wrong with an answer. */
function look(
  { judge, into }: Omit<Crawling, 'asking'>,
  { body: { data, errors, extensions } }: DeploymentAnswer,
  { asker, form, isNew }: Asked,
  { id = '' }: Variables,
): readonly string[] {
  const faults: string[] = [];
  for (const { extensions } of errors ?? []) {
    const code = String(extensions?.code);
    into.refusals[code] = (into.refusals[code] ?? 0) + 1;
    if (code.startsWith('SOURCE_') || code.startsWith('INTERNAL')) faults.push(code);
  }
  if (!data) return faults;
  if (form.root.list === null && (data.node !== null) !== judge.isVisible(asker, form.root.type, id))
    faults.push(`${id}: ${data.node === null ? 'hidden' : 'shown'}`);
  const { lineOf } = readWithheld({ data, extensions });
  const said = (object: object, field: string) => lineOf(object, field)?.effect;
  for (const object of objectsIn(data)) {
    into.objects += 1;
    faults.push(...judge.look(asker, object, said), ...countFaults(judge, asker, object));
  }
  const counted = form.root.list && data[form.root.list]?.totalCount;
  const fault = counted && isNew ? judge.countAll(asker, form.root.type, counted.number) : null;
  if (fault) faults.push(fault);
  into.longest = Math.max(into.longest, depthOf(data));
  return faults;
}

function countFaults(judge: Judge, asker: Asker, { __typename: type, ...fields }: object & { __typename?: unknown }) {
  return Object.entries(fields).flatMap(([field, value]) => {
    const isCounted = typeof value === 'object' && value !== null && 'totalCount' in value;
    return type && isCounted ? (judge.count(asker, `${type}.${field}`, value as CountedPage) ?? []) : [];
  });
}
