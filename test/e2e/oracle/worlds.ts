import { mintLocalToken } from '../../../gateway/identity/localIssuer.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { withAdmin } from '../../../storage/roles.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { decoys, type Hidden, hiddenPersons, recordsOf } from './hidden.js';
import { allOfficers, bestOn, type Officer } from './officers.js';

/** A request by one of the doors. */
export interface Request {
  readonly path: 'graphql' | 'access/v1/evaluation';
  readonly body: object;
}

/** A deployment in which the hidden persons are as one of the worlds has them. */
export interface World {
  /** The answer to an officer of that name. */
  ask(officer: Officer, name: string, request: Request): Promise<Answer>;
  /** The public id of a hidden person's record; null where it is not there. */
  idOf(hidden: Hidden): string | null;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

/** Two worlds, made by ingest, and all that is the same in them. */
export interface Worlds {
  readonly both: readonly [World, World];
  readonly hidden: readonly Hidden[];
  readonly officers: readonly Officer[];
  bestOn(officer: Officer, hidden: Hidden): number;
  close(): Promise<void>;
}

/** Opens two deployments that differ in one datum of each hidden person. */
export async function openWorlds(seed: string): Promise<Worlds> {
  const policy = loadPolicy();
  const hidden = hiddenPersons(seed);
  const both = [await openWorld(seed, hidden, 0), await openWorld(seed, hidden, 1)] as const;
  return {
    both,
    hidden,
    officers: allOfficers(policy),
    bestOn: (officer, person) => bestOn(policy, officer, person),
    close: async () => {
      for (const world of both) await world.close();
    },
  };
}

async function openWorld(seed: string, hidden: readonly Hidden[], world: 0 | 1): Promise<World> {
  const deployment = await openTestDeployment();
  await deployment.load([...recordsOf(hidden, world), ...decoys(seed, hidden)], () => 'demo-persons');
  const ids = await withAdmin(deployment.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ source_ref: string; id: string }>('select source_ref, id from persons.person');
    return new Map(rows.map(({ source_ref, id }) => [source_ref, id]));
  });
  return {
    ask: (officer, name, request) => askAs(deployment, officer, name, request),
    idOf: ({ sourceRef }) => ids.get(sourceRef) ?? null,
    close: () => deployment.close(),
  };
}

async function askAs(
  { url, parts }: TestDeployment,
  { agency, role = 'ANALYST', purpose, caseReference = '', justification = '', facts }: Officer,
  subject: string,
  { path, body }: Request,
): Promise<Answer> {
  const { clearance } = facts.viewer;
  const token = await mintLocalToken({ agency, role, subject, clearance, ttlSeconds: 60 }, parts.localKey);
  const response = await fetch(url.replace('graphql', path), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'query-purpose': purpose,
      'case-reference': caseReference,
      'query-justification': justification,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
