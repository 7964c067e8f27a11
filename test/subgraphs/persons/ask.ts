import { createHmac, randomBytes } from 'node:crypto';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { AgencyKind } from '../../../policy/types.js';
import { openLimitStore } from '../../../storage/limits/limitStore.js';
import { openDatabase } from '../../../storage/pool/database.js';
import { createSubgraph, type Subgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { createLimits, type Limits, outOfReach } from '../../../subgraphs/kit/limits/limits.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { hitKeys, openHit } from '../../../subgraphs/kit/session/hitReference.js';
import { openProbe, sealProbe } from '../../../subgraphs/kit/session/probe.js';
import { persons } from '../../../subgraphs/persons/index.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { type Asker, requestOf } from '../askers.js';

export {
  type Asker,
  analysis,
  antifraud,
  asOf,
  border,
  customs,
  judicial,
  partner,
  police,
  supervisor,
  tax,
} from '../askers.js';

/** The source over a database of its own. */
export interface PersonsSource {
  readonly adminUrl: string;
  readonly database: TestDatabase;
  /** Answers one operation of the source, as the gateway would ask it. */
  ask(asker: Asker, query: string, variables?: Readonly<Record<string, unknown>>): Promise<SourceAnswer>;
  /** The same source, with fresh quotas of so many look-ups. */
  under(lookupsPerHour: number, vainLookupsPerHour?: number): PersonsSource['ask'];
  /** The same source, whose limits nobody can ask. */
  readonly unlimited: PersonsSource['ask'];
  /** The same source, where the cell of a category is NONE for a kind of agency. */
  without(category: string, kind: AgencyKind): PersonsSource['ask'];
  /** What a probe that `asker` got holds for another source of the same request. */
  openProbe(asker: Asker, token: string): unknown;
  /** A probe that another source sealed for `asker`, in the same request unless another is stated. */
  seal(asker: Asker, values: unknown, requestId?: string): string;
  /** Id of the record that a hit is of, by what was answered in its place. */
  recordOf(hit: { readonly id?: unknown } | null | undefined): string | null;
  close(): Promise<void>;
}

/**
 * @param options.originating an agency that is to enter records too: its ceilings are then FULL, the record decides
 * @param options.ingesting with the tables of all sources, and of ingest
 */
export async function openPersons(
  options: { readonly originating?: string; readonly ingesting?: boolean } = {},
): Promise<PersonsSource> {
  const policy = withOriginator(loadPolicy(), options.originating);
  const testDatabase = await createTestDatabase(options.ingesting ? {} : { sources: ['persons'] });
  const database = openDatabase(testDatabase.url('persons'), { source: 'persons', max: 2 });
  const keys = { link: randomBytes(32), probe: randomBytes(32), cursor: randomBytes(32) };
  const store = openLimitStore(testDatabase.limitsUrl);
  const build = (quotas?: Parameters<typeof createLimits>[1], by = policy) =>
    createSubgraph(persons, {
      policy: by,
      database,
      keys,
      limits: createLimits(quotas ? forgetful(store) : store, quotas),
    });
  const session = (asker: Asker) => requestOf(asker, 'persons', policy);
  const askOf =
    (subgraph: Subgraph): PersonsSource['ask'] =>
    (asker, query, variables = {}) =>
      subgraph.execute({ query, variables, session: session(asker) });
  return {
    adminUrl: testDatabase.adminUrl,
    database: testDatabase,
    ask: askOf(build()),
    under: (...[lookupsPerHour, vainLookupsPerHour = 1000]) => askOf(build({ lookupsPerHour, vainLookupsPerHour })),
    unlimited: askOf(createSubgraph(persons, { policy, database, keys, limits: outOfReach })),
    without: (category, kind) => askOf(build(undefined, withoutCell(policy, category, kind))),
    openProbe: (asker, token) => openProbe(keys.probe, session(asker), token),
    seal: (asker, values, requestId = session(asker).requestId) =>
      sealProbe(keys.probe, { ...session(asker), requestId }, values),
    recordOf: (hit) => (hit ? (openHit(hitKeys(keys.link), String(hit.id))?.id ?? null) : null),
    close: async () => {
      await store.close();
      await database.close();
      await testDatabase.close();
    },
  };
}

/** The same limits, of which what was tried before through another is forgotten. */
function forgetful(store: Limits['store']): Limits['store'] {
  const salt = randomBytes(16);
  const other = (token: string): string =>
    createHmac('sha256', salt).update(token).digest('hex').slice(0, token.length);
  return {
    ...store,
    reserve: (asked) =>
      store.reserve({
        ...asked,
        trials: asked.trials.map(({ own, shared }) => ({
          own: own.map(([under, ...rest]) => [other(under), ...rest] as const),
          shared: shared.map(([under, ...rest]) => [other(under), ...rest] as const),
        })),
        lookups: asked.lookups.map((each) => ({ ...each, under: other(each.under) })),
      }),
  };
}

function withoutCell(policy: Policy, category: string, kind: AgencyKind): Policy {
  const row = policy.categories[category];
  if (!row) throw new Error(`no category ${category}`);
  const none = { effect: 'NONE', roles: null, purposes: null, otherwise: 'NONE', scope: null } as const;
  return {
    ...policy,
    categories: { ...policy.categories, [category]: { ...row, cells: { ...row.cells, [kind]: none } } },
  };
}

function withOriginator(policy: Policy, id: string | undefined): Policy {
  const agency = id === undefined ? undefined : policy.agencies[id];
  if (!agency) return policy;
  const changed = { [agency.id]: { ...agency, originates: ['demo-persons'] } };
  return { ...policy, agencies: Object.assign(Object.create(null), policy.agencies, changed) };
}
