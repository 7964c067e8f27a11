import { createHmac, randomBytes } from 'node:crypto';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import type { AgencyKind } from '../../../policy/types.js';
import { openLimitStore } from '../../../storage/limits/limitStore.js';
import { createLimits, type Limits, outOfReach } from '../../../subgraphs/kit/limits/limits.js';
import { persons } from '../../../subgraphs/persons/index.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';
import { sourceOver, type TestSource } from '../openSource.js';

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
export interface PersonsSource extends TestSource {
  /** The same source, with fresh quotas of so many look-ups. */
  under(lookupsPerHour: number, vainLookupsPerHour?: number): PersonsSource['ask'];
  /** The same source, whose limits nobody can ask. */
  readonly unlimited: PersonsSource['ask'];
  /** The same source, where the cell of a category is NONE for a kind of agency. */
  without(category: string, kind: AgencyKind): PersonsSource['ask'];
}

/**
 * Opens it at the top of a test file; it is gone after its tests.
 *
 * @param originating an agency that is to enter records too: its ceilings are then FULL, the record decides
 */
export async function openPersons(originating?: string): Promise<PersonsSource> {
  const policy = withOriginator(loadPolicy(), originating);
  const own = await ownTestDatabase({ sources: ['persons'] });
  const store = own.ending(openLimitStore(own.limitsUrl));
  const source = sourceOver(own, persons, { policy, limits: createLimits(store) });
  return {
    ...source,
    under: (lookupsPerHour, vainLookupsPerHour = 1000) =>
      source.otherwise({ limits: createLimits(forgetful(store), { lookupsPerHour, vainLookupsPerHour }) }),
    unlimited: source.otherwise({ limits: outOfReach }),
    without: (category, kind) =>
      source.otherwise({ policy: withoutCell(policy, category, kind), limits: createLimits(store) }),
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
