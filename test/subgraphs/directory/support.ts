import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { Purpose, Role } from '../../../policy/types.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { directory } from '../../../subgraphs/directory/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { createTestDatabase } from '../../support/postgres.js';

/** Who asks, and for what. */
export interface Asking {
  readonly agency?: string;
  readonly role?: Role;
  readonly purpose?: Purpose;
}

/** The directory over a database of its own; by default an analyst of NL-CUSTOMS asks, for CUSTOMS_CONTROL. */
export async function openDirectory(policy: Policy = loadPolicy()) {
  const testDatabase = await createTestDatabase({ sources: ['directory'] });
  const database = openDatabase(testDatabase.url('directory'), { source: 'directory', max: 2 });
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const subgraph = createSubgraph(directory, { policy, database, keys });
  const writer = new pg.Client({ connectionString: testDatabase.ingestUrl });
  await writer.connect();
  return {
    /** Writes as ingest does. */
    write: (text: string, values: unknown[] = []) => writer.query(text, values),
    ask(query: string, variables: Record<string, unknown> = {}, asking: Asking = {}) {
      const { agency: id = 'NL-CUSTOMS', role = 'ANALYST', purpose = 'CUSTOMS_CONTROL' } = asking;
      const agency = policy.agencies[id];
      if (!agency) throw new Error(`no agency ${id}`);
      const { kind, country, clearance } = agency;
      return subgraph.execute({
        query,
        variables,
        session: {
          facts: {
            viewer: { subject: 'staff-1', agency: id, kind, country, role, clearance },
            purpose,
            asOf: '2026-11-25T10:00:00.000Z',
          },
          requestId: 'test-request',
          policyVersion: policy.version,
          intent: 'READ',
          audience: 'directory',
        },
      });
    },
    close: async () => {
      await writer.end();
      await database.close();
      await testDatabase.close();
    },
  };
}
