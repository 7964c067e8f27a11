import type { DisclosedGroup, NewEntry } from '../../auditlog/types.js';
import type { DeploymentAnswer } from '../support/deployment.js';
import { createLabels } from './labels.js';
import type { Operation } from './operations/operation.js';
import { type ViewerName, viewers } from './viewers.js';
import type { SentStatement, World } from './world.js';

/** What one viewer got for one operation, page after page where it is a list's. */
export interface Asked {
  readonly operation: Operation;
  readonly viewer: ViewerName;
  /** Answers with their withheld reports, and the log's entries: ids and instants named. */
  readonly text: string;
  readonly statements: readonly SentStatement[];
  readonly readings: readonly Reading[];
}

/** An answer, and whom its entry names. */
export interface Reading {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  readonly disclosed: readonly DisclosedGroup[];
}

/** How often is asked again for what half a second was too little for, which a busy machine may need. */
const patience = 5;

/** Asks one operation as one viewer. */
export async function ask(world: World, operation: Operation, viewer: ViewerName, tried = 1): Promise<Asked> {
  world.takeStatements();
  world.takeEntries();
  const label = createLabels();
  const { query, variables = {} } = operation;
  const texts: string[] = [];
  const readings: Reading[] = [];
  const next = async (after?: string): Promise<DeploymentAnswer> => {
    const asked = after === undefined ? variables : { ...variables, after };
    const answer = await world.deployment.ask(viewers[viewer], query, asked);
    const entries = world.takeEntries();
    texts.push(printAnswer(answer), ...entries.map(printEntry));
    if (answer.status === 200 && answer.body.data && entries.length === 1)
      readings.push({ variables: asked, data: answer.body.data, disclosed: entries[0]?.body.disclosed ?? [] });
    return answer;
  };
  const first = await next();
  const pageInfo = operation.pages && first.body.data?.[operation.pages]?.pageInfo;
  if (pageInfo?.hasNextPage) await next(pageInfo.endCursor);
  if (tried < patience && texts.some((text) => text.includes('"state": "TIMEOUT"')))
    return ask(world, operation, viewer, tried + 1);
  const statements = world.takeStatements();
  return { operation, viewer, text: label(texts.join('\n')), statements, readings };
}

function printAnswer({ status, body }: DeploymentAnswer): string {
  const { extensions: { audit: _, ...extensions } = {}, ...rest } = body;
  return `answer ${status} ${print({ ...rest, extensions })}`;
}

function printEntry({ header, body }: NewEntry): string {
  return `entry ${print({ header, body })}`;
}

/**
 * What differs from run to run and says nothing of the product: sealed, measured, made of random keys, or the place in the log, which
 * is another where a busy machine was asked again.
 */
const random =
  /^(?:endCursor|startCursor|cursor|after|requestId|at|askedAt|hour|weekday|durationMs|ageSeconds|index|leafHash|leafInput|hashes|root|note|checkpoint|size|treeSize|signedAt|policyVersion|schemaHash)$/;
/** Who asked, as the log names them in clear. */
const pseudonym = /^[0-9a-f]{32}$/;
/** A proof, whose hashes are of this run's entries. */
const proof = /^c2sp\.org\/tlog-proof@v1\n/;
/** The log of a test deployment. */
const logId = /test-[0-9a-f]{8}/g;

/** JSON, a member a line. */
function print(value: unknown): string {
  const text = JSON.stringify(
    value,
    (name, member) => {
      if (random.test(name) && member !== null) return '-';
      if (typeof member === 'string' && (name === 'header' || pseudonym.test(member) || proof.test(member))) return '-';
      return Array.isArray(member) ? inOrder(name, member) : member;
    },
    1,
  );
  return text.replace(logId, 'test-log');
}

/** What several sources add to side by side: whom an answer told of, what it kept back, which source answered how. */
const unordered: ReadonlySet<string> = new Set(['disclosed', 'withheld', 'ids', 'sources']);

function inOrder(name: string, list: readonly unknown[]): readonly unknown[] {
  if (!unordered.has(name)) return list;
  const keyed = list.map((member) => ({
    member,
    key: JSON.stringify(member, (one, value) => (random.test(one) ? '-' : value)),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ member }) => member);
}
