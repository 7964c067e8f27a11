import { isDeepStrictEqual } from 'node:util';
import { getOperationAST, parse, print } from 'graphql';
import { pino } from 'pino';
import { httpClient } from '../../../gateway/execution/transport/http/httpClient.js';
import { sourceNames } from '../../../schema/federation/join.js';
import { type Harness, startHarness } from '../../gateway/support/harness.js';
import { hash } from '../world/random.js';
import { cutOut, withTypeNames } from './cutOut.js';
import { type Labelled, randomLabels } from './labels.js';
import { type SuiteSet, type SuiteTest, suiteSets } from './suiteSets.js';

/** What one gateway of a suite came to. */
export interface SuiteTally {
  /** Answers that were compared. */
  compared: number;
  /** Of them, those that lack something that the permissive answer has. */
  cut: number;
  /** Changes of which a part was withheld, which leave another state, and operations that the permissive gateway refuses. */
  passedOver: number;
  readonly findings: SuiteFinding[];
}

/** An answer that is not the one that is due. */
export interface SuiteFinding {
  readonly set: string;
  readonly labels: Labels;
  readonly query: string;
  readonly given: unknown;
  readonly due: unknown;
}

/** Of which random labels are made. */
interface Labels {
  readonly seed: number;
  /** Of the fields that are shown. */
  readonly share: number;
}

/**
 * Runs a suite of supergraphs: each answer is held to the one that it is due, under a policy by which everything is shown;
 * then, under each of some random policies, to the permissive one with what is withheld cut out.
 *
 * @throws Error in one line where there is none
 */
export async function runSuite(
  url: string,
  { seed, policies, only }: { seed: number; policies: number; only?: string | undefined },
): Promise<{ readonly full: SuiteTally; readonly labelled: SuiteTally }> {
  const [full, labelled] = [newTally(), newTally()];
  for await (const set of suiteSets(url, only)) {
    const permissive = await startOver(set);
    try {
      await underLabels(set, permissive, { seed, share: 1 }, full);
      for (let policy = 0; policy < policies; policy += 1)
        await underLabels(set, permissive, { seed: hash(seed, policy), share: 0.75 }, labelled);
    } finally {
      await permissive.close();
    }
  }
  return { full, labelled };
}

function labelsOf({ sdl, schema, name }: SuiteSet, { seed, share }: Labels): Labelled {
  const sources = [...sourceNames(parse(sdl)).values()];
  return randomLabels({ sdl, sources, isClosed: true }, schema, hash(seed, name), share);
}

function startOver({ sdl }: SuiteSet, labelled?: Labelled): Promise<Harness> {
  return startHarness({
    supergraphSdl: sdl,
    clientOf: (_name, url) => httpClient({ url, maxBytes: 10_000_000 }),
    log: pino({ level: 'silent' }),
    ...(labelled ? { permissive: false, policy: labelled.policy, policyFiles: labelled.files } : {}),
  });
}

async function underLabels(set: SuiteSet, permissive: Harness, labels: Labels, tally: SuiteTally): Promise<void> {
  const labelled = labelsOf(set, labels);
  const guarded = await startOver(set, labelled);
  try {
    for (const test of await set.tests()) {
      const { due, isCut } = labels.share === 1 ? dueOf(test) : await leftOf(test, set, permissive, labelled);
      if (!due) {
        tally.passedOver += 1;
        continue;
      }
      const { errors, data } = await answer(guarded, test.query);
      const given = { data, ...('errors' in due ? { errors } : {}) };
      tally.compared += 1;
      if (isCut) tally.cut += 1;
      if (!isDeepStrictEqual(given, due)) tally.findings.push({ set: set.name, labels, query: test.query, given, due });
    }
  } finally {
    await guarded.close();
  }
}

/** An answer, as far as it is compared; none where there is nothing to compare it with. */
interface Due {
  readonly due: { readonly data: unknown; readonly errors?: boolean } | null;
  readonly isCut: boolean;
}

function dueOf({ expected: { data = null, errors } }: SuiteTest): Due {
  return { due: { data, ...(errors === undefined ? {} : { errors }) }, isCut: false };
}

/** What is left of the permissive answer; of a change, which is made once, of the one that the suite says. */
async function leftOf(test: SuiteTest, set: SuiteSet, permissive: Harness, { isShown }: Labelled): Promise<Due> {
  const document = parse(test.query);
  const isChange = getOperationAST(document)?.operation === 'mutation';
  const whole = isChange
    ? { data: test.expected.data as Record<string, unknown>, errors: false }
    : await answer(permissive, print(withTypeNames(set.schema, document)));
  const all = await cutOut(set.schema, document, { data: whole.data, isShown: () => true });
  const data = await cutOut(set.schema, document, { data: whole.data, isShown });
  const isCut = !isDeepStrictEqual(data, all);
  // Why also where the permissive one is refused: what could not be reached may be what is withheld, and the rest is answered.
  const isLeft = whole.data !== null && !(isChange && isCut);
  return { due: isLeft ? { data, ...(whole.errors ? {} : { errors: false }) } : null, isCut };
}

async function answer(gateway: Harness, query: string) {
  const { body } = await gateway.ask(query);
  return { data: body.data ?? null, errors: (body.errors ?? []).length > 0 };
}

function newTally(): SuiteTally {
  return { compared: 0, cut: 0, passedOver: 0, findings: [] };
}
