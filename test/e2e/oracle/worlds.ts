import { mintLocalToken } from '../../../gateway/identity/localIssuer.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { withAdmin } from '../../../storage/roles.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { decoys, type Hidden, hiddenPersons, recordsOf, type Standing, standings } from './hidden.js';
import { allOfficers, bestOn, type Officer } from './officers.js';

/** A request by one of the doors. */
export interface Request {
  readonly path: 'graphql' | 'access/v1/evaluation' | 'export';
  readonly body: object;
}

/** A deployment in which the hidden persons are as one of the worlds has them. */
export interface World {
  /** The answer to an officer of that name. */
  ask(officer: Officer, name: string, request: Request): Promise<Answer>;
  /** A whole answer that an officer of that name takes along. */
  take(officer: Officer, name: string, query: string, accept: string): Promise<Taken>;
  /** The public id of a hidden person's record; null where it is not there. */
  idOf(hidden: Hidden): string | null;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly body: any;
}

/** A file of an export, and how many entries name whom its pages tell of. */
export interface Taken {
  readonly status: number;
  readonly bytes: Buffer;
  readonly parts: number;
}

/** Two worlds, made by ingest, and all that is the same in them. */
export interface Worlds {
  readonly both: readonly [World, World];
  readonly hidden: readonly Hidden[];
  readonly officers: readonly Officer[];
  bestOn(officer: Officer, hidden: Hidden): number;
  close(): Promise<void>;
}

/** Opens two deployments that differ in one datum of each hidden person of these standings. */
export async function openWorlds(seed: string, of: readonly Standing[] = standings): Promise<Worlds> {
  const policy = loadPolicy();
  const hidden = hiddenPersons(seed).filter(({ standing }) => of.includes(standing));
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
  const records = [...recordsOf(hidden, world), ...decoys(seed, hidden)];
  const inFile = records.map((record, at) => ({ ...record, origin: { file: 'list', line: at + 1 } }));
  await deployment.load(inFile, () => 'demo-persons');
  const ids = await withAdmin(deployment.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ source_ref: string; id: string }>('select source_ref, id from persons.person');
    return new Map(rows.map(({ source_ref, id }) => [source_ref, id]));
  });
  return {
    ask: async (officer, name, request) => {
      const response = await post(deployment, officer, name, request);
      return { status: response.status, body: await response.json() };
    },
    take: async (officer, name, query, accept) => {
      const response = await post(deployment, officer, name, { path: 'export', body: { query } }, { accept });
      const bytes = Buffer.from(await response.arrayBuffer());
      const id = response.headers.get('export-id');
      const count = "select from audit.entry where kind = 'EXPORT_PART' and starts_with(request_id, $1)";
      const parts = await withAdmin(deployment.adminUrl, async (admin) => (await admin.query(count, [id])).rowCount);
      return { status: response.status, bytes, parts: parts ?? 0 };
    },
    idOf: ({ sourceRef }) => ids.get(sourceRef) ?? null,
    close: () => deployment.close(),
  };
}

async function post(
  { url, parts }: TestDeployment,
  { agency, role = 'ANALYST', purpose, caseReference = '', justification = '', facts }: Officer,
  subject: string,
  { path, body }: Request,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const { clearance } = facts.viewer;
  const token = await mintLocalToken({ agency, role, subject, clearance, ttlSeconds: 60 }, parts.localKey);
  const headers = {
    authorization: `Bearer ${token}`,
    'query-purpose': purpose,
    'case-reference': caseReference,
    'query-justification': justification,
    ...more,
  };
  return await postJson(url.replace('graphql', path), headers, body);
}
