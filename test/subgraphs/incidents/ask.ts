import { randomBytes } from 'node:crypto';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Classification, Purpose, Role } from '../../../policy/types.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { incidents } from '../../../subgraphs/incidents/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { sealProbe } from '../../../subgraphs/kit/session/probe.js';
import { unlimited } from '../../storage/limits/testLimits.js';
import { createTestDatabase } from '../../support/postgres.js';

/** Who asks, in short: an agency of `policy/agencies.yaml`, an ANALYST unless said otherwise. */
export interface Asker {
  readonly agency: string;
  readonly role?: Role;
  readonly purpose: Purpose;
  readonly clearance?: Classification;
}

export const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_INVESTIGATION' };
export const customs: Asker = { agency: 'BE-CUSTOMS', purpose: 'CRIMINAL_INVESTIGATION' };
export const border: Asker = { agency: 'PL-BORDER', purpose: 'CRIMINAL_INVESTIGATION' };
export const tax: Asker = { agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION' };
export const judicial: Asker = { agency: 'EU-JUDICIAL', purpose: 'CRIMINAL_INVESTIGATION' };
export const analysis: Asker = { agency: 'EU-ANALYSIS', purpose: 'CRIMINAL_INVESTIGATION' };
export const supervisor: Asker = { agency: 'EU-SUPERVISOR', role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' };

const asOf = '2026-11-25T10:00:00.000Z';

/** The source over a database of its own. */
export interface TestSource {
  readonly adminUrl: string;
  /** Answers one operation of the source, as the gateway would ask it. */
  ask(asker: Asker, query: string, variables?: Readonly<Record<string, unknown>>): Promise<SourceAnswer>;
  /** A probe that another source sealed for `asker` in the same request. */
  seal(asker: Asker, values: unknown, requestId?: string): string;
  close(): Promise<void>;
}

export async function openSource(): Promise<TestSource> {
  const policy = loadPolicy();
  const testDatabase = await createTestDatabase({ sources: ['incidents'] });
  const database = openDatabase(testDatabase.url('incidents'), { source: 'incidents', max: 2 });
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const subgraph = createSubgraph(incidents, { policy, database, keys, limits: unlimited });
  const factsOf = ({ agency, role = 'ANALYST', purpose, clearance }: Asker) => {
    const row = policy.agencies[agency];
    if (!row) throw new Error(`no agency ${agency}`);
    const { kind, country } = row;
    const viewer = { subject: 'staff-1', agency, kind, country, role, clearance: clearance ?? row.clearance };
    return { viewer, purpose, caseReference: row.caseReference.example, asOf };
  };
  return {
    adminUrl: testDatabase.adminUrl,
    ask: (asker, query, variables = {}) =>
      subgraph.execute({
        query,
        variables,
        session: {
          facts: factsOf(asker),
          requestId: 'test-request',
          policyVersion: policy.version,
          intent: 'READ',
          audience: 'incidents',
        },
      }),
    seal: (asker, values, requestId = 'test-request') =>
      sealProbe(keys.probe, { facts: factsOf(asker), requestId }, values),
    close: async () => {
      await database.close();
      await testDatabase.close();
    },
  };
}

/** Rows of a connection in an answer, by a path such as `seizures` or `_entities.0.seizures`. */
export function nodesAt<Node = Record<string, unknown>>(answer: SourceAnswer, path: string): Node[] {
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const connection = path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], answer.data);
  return ((connection as { edges: { node: Node }[] } | null)?.edges ?? []).map(({ node }) => node);
}
