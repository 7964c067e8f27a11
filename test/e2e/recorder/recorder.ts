import { parse, print } from 'graphql';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import { loadDemo } from '../../../ingest/demo/load.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type Asker, type DeploymentAnswer, openTestDeployment } from '../../support/deployment.js';
import { compare, filteredRoots, type Named, namedBy } from './compare.js';
import { AnotherAnswer, type Expected } from './expect.js';
import { readDatabase } from './knowledge.js';
import { createQuestions } from './questions.js';
import { withKeys } from './withKeys.js';

/** What an answer told and the log does not name. */
export interface Difference {
  readonly seed: number;
  readonly asker: Asker;
  readonly query: string;
  readonly variables: object;
  readonly door: string;
  readonly missing: readonly Expected[];
  /** Records that the log names, and of whom nothing was told. */
  readonly strangers: readonly string[];
  /** Codes of sources that failed: one that names less than it answers does. */
  readonly failed: readonly string[];
}

interface Failed {
  readonly extensions: { readonly code: string };
}

/** What was recorded so far. */
export interface Recorded {
  operations: number;
  /** Refused, or answered otherwise the second time. */
  passedOver: number;
  /** Why they were passed over, how often. */
  readonly refusals: Record<string, number>;
  /** Subjects that were looked for in the log. */
  expected: number;
  readonly differences: Difference[];
}

/** Asks random questions as every agency, and compares what was answered with what the log says. */
export interface Recorder {
  /** Asks one question at both doors. */
  record(seed: number, into: Recorded): Promise<void>;
  close(): Promise<void>;
}

const size = { consignments: 40, persons: 40, organizations: 15, vessels: 6, aircraft: 4, seizures: 40, incidents: 30 };

export function nothingRecorded(): Recorded {
  return { operations: 0, passedOver: 0, refusals: {}, expected: 0, differences: [] };
}

/** @param apart whether the sources answer over HTTP */
export async function openRecorder(apart: boolean): Promise<Recorder> {
  const policy = loadPolicy();
  const deployment = await openTestDeployment({ apart });
  await loadDemo({ databases: deployment.databases, linkKey: deployment.linkKey, policy, size });
  const knowledge = await readDatabase(deployment);
  const questionOf = await createQuestions(deployment, policy);
  const caseOf = (agency: string): string => policy.agencies[agency]?.caseReference.example ?? '';
  const supervisor: Asker = {
    agency: 'EU-SUPERVISOR',
    role: 'AUDITOR',
    purpose: 'DATA_PROTECTION_AUDIT',
    caseReference: caseOf('EU-SUPERVISOR'),
  };

  return {
    async record(seed, into) {
      const question = await questionOf(seed);
      if (!question) return;
      const { asker, schema, query, variables } = question;
      into.operations += 1;
      const document = parse(query);
      const [same, more] = [withKeys(document, schema), withKeys(document, schema, 1)].map(print);
      const keyed = await deployment.ask(asker, same ?? '', variables);
      const further = await deployment.ask(asker, more ?? '', variables);
      const first = await deployment.ask(asker, query, variables);
      const again = await deployment.ask(asker, query, variables);
      const refused = [keyed, first, again].find((answer) => !isAnswered(answer));
      if (refused) {
        passOver(into, String(refused.body.errors?.[0]?.extensions?.code));
        return;
      }
      for (const [door, answer] of [
        ['first', first],
        ['known', again],
      ] as const) {
        const named = await namedIn(answer.body.extensions.requestId);
        const filtered = filteredRoots(document, variables as Readonly<Record<string, unknown>>);
        const beside = { same: keyed.body.data, more: further.body.data, filtered };
        const told = { answer: answer.body.data, asked: `${query} ${JSON.stringify(variables)}` };
        const compared = sameOrNull(() => compare(knowledge, told, beside, named));
        if (!compared) {
          passOver(into, 'another answer');
          return;
        }
        const { missing, strangers } = compared;
        into.expected += compared.expected;
        const codes = (answer.body.errors ?? []).map((error: Failed) => error.extensions.code);
        const failed = codes.filter((code: string) => code.startsWith('SOURCE_'));
        if (missing.length > 0 || strangers.length > 0 || failed.length > 0) {
          into.differences.push({ seed, asker, query, variables, door, missing, strangers, failed });
        }
      }
    },
    close: () => deployment.close(),
  };

  /** What the log says that a request told of, as a supervisor reads it. */
  async function namedIn(requestId: string): Promise<Named> {
    const query = `query ($id: String!) { auditEntries(filter: { requestId: { eq: $id } }) {
      edges { node { disclosed { type originator categories id hit presence asked } } } } }`;
    const { body } = await deployment.ask(supervisor, query, { id: requestId });
    const disclosed = body.data.auditEntries.edges[0].node.disclosed as readonly (DisclosedGroup & { id: string })[];
    return namedBy(disclosed.map(({ id, ...said }) => ({ ...said, ids: [id] })));
  }
}

function sameOrNull<Value>(make: () => Value): Value | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof AnotherAnswer) return null;
    throw error;
  }
}

function passOver(into: Recorded, why: string): void {
  into.passedOver += 1;
  into.refusals[why] = (into.refusals[why] ?? 0) + 1;
}

function isAnswered({ status, body }: DeploymentAnswer): boolean {
  return status === 200 && body.data !== null && body.data !== undefined;
}
