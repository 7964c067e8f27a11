import DataLoader from 'dataloader';
import type { Policy } from '../../../policy/policy.js';
import type { RequestFacts } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { LimitKeys } from '../../../storage/limits/limitKeys.js';
import type { LookupCounts, Lot, Reserved } from '../../../storage/limits/reservation.js';
import { createCounting } from './counting.js';
import type { Limits, LookupQuotas } from './limits.js';
import type { Trial, TrialState } from './trial.js';

/** A quota by its name. */
export type QuotaName = keyof LookupQuotas;

/** Look-ups that were taken; those not used up may be given back to each quota. */
export interface Taken {
  giveBack(quota: QuotaName, count: number): void;
}

/** What one request reserves in one source: one statement for all that it asks for in one step. */
export interface Reservations {
  /** See `SourceSession.reserveTrials`. */
  trials(trials: readonly Trial[]): Promise<readonly TrialState[]>;
  /**
   * Takes so many look-ups under each of the quotas; null where the limits are out of reach.
   *
   * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED
   */
  lookups(quotas: readonly QuotaName[], count: number): Promise<Taken | null>;
}

type Wish =
  | { readonly trials: readonly Trial[] }
  | { readonly trials: null; readonly quotas: readonly QuotaName[]; readonly count: number };
type Fulfilled = readonly TrialState[] | Taken | PortcullisError | null;

const MINUTE_MS = 60_000;
/** Part of a quota that is taken ahead, so that not every look-up is a statement. */
const AHEAD = 0.01;

/** What the reservations of a source are made with. */
export interface ReservationParts {
  readonly limits: Limits;
  readonly keys: LimitKeys;
  readonly policy: Policy;
  readonly source: string;
}

/** Reservations of one request in one source. */
export function createReservations(
  { limits, keys, policy, source }: ReservationParts,
  { viewer, asOf }: RequestFacts,
): Reservations {
  const at = Date.parse(asOf);
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  // Why both: subjects are unique only within their agency.
  const under: Readonly<Record<QuotaName, string>> = {
    lookups: keys.token('lookups', source, viewer.agency, viewer.subject),
    vain: keys.token('vain', source, viewer.agency, viewer.subject),
  };
  const take = (quotas: readonly QuotaName[], count: number): Taken | QuotaName =>
    takeSpares({ limits, under, at }, quotas, count);

  const fulfil = async (wishes: readonly Wish[]): Promise<Fulfilled[]> => {
    const counting = createCounting(keys, policy, viewer);
    const counts = wishes.map(({ trials }) => (trials ?? []).map(counting));
    const wanted = lookupsOf(wishes, { limits, under, at });
    const trials = counts.flat().filter(({ own }) => own.length > 0);
    const asker = keys.seal(viewer.agency, viewer.subject);
    const reserved =
      trials.length + wanted.length === 0
        ? { trials: [], lookups: [] }
        : await limits.store.reserve({ at: asOf, agency: viewer.agency, asker, trials, lookups: wanted });
    for (const [index, { under: of, back }] of wanted.entries())
      limits.spares.put(of, reserved === null ? back : [[minute, reserved.lookups[index]?.[0] ?? 0]]);
    if (reserved === null)
      return wishes.map((wish) => (wish.trials ? wish.trials.map(() => 'UNAVAILABLE' as const) : null));
    const nextState = statesOf(reserved);
    return wishes.map((wish, index) => {
      if (wish.trials) return (counts[index] ?? []).map(({ own }) => (own.length === 0 ? 'ASKED' : nextState()));
      const taken = take(wish.quotas, wish.count);
      return typeof taken === 'string' ? refusal(taken, limits, waitOf(under[taken], wanted, reserved)) : taken;
    });
  };

  const loader = new DataLoader<Wish, Fulfilled>(fulfil, { cache: false });
  return {
    async trials(trials) {
      return trials.length === 0 ? [] : ((await loader.load({ trials })) as readonly TrialState[]);
    },
    async lookups(quotas, count) {
      const taken = take(quotas, count);
      return typeof taken === 'string' ? ((await loader.load({ trials: null, quotas, count })) as Taken | null) : taken;
    },
  };
}

/** The limits of a source, and the viewer and instant. */
interface Asker {
  readonly limits: Limits;
  readonly under: Readonly<Record<QuotaName, string>>;
  /** Ms since 1970. */
  readonly at: number;
}

/** Takes from what was taken ahead; or names a quota with too few left. */
function takeSpares(
  { limits: { spares }, under, at }: Asker,
  quotas: readonly QuotaName[],
  count: number,
): Taken | QuotaName {
  const short = quotas.find((quota) => spares.left(under[quota], at) < count);
  if (short) return short;
  const lots = new Map(quotas.map((quota) => [quota, spares.take(under[quota], at, count)]));
  return { giveBack: (quota, back) => spares.put(under[quota], newestOf(lots.get(quota) ?? [], back)) };
}

function newestOf(lots: readonly Lot[], count: number): readonly Lot[] {
  let missing = count;
  return lots.toReversed().map(([minute, there]) => {
    const back = Math.min(there, missing);
    missing -= back;
    return [minute, back];
  });
}

/** What each quota lacks, trials included: they are looked up next, and should not need a statement of their own then. */
function lookupsOf(wishes: readonly Wish[], { limits: { quotas, spares }, under, at }: Asker): readonly LookupCounts[] {
  return (['lookups', 'vain'] as const).flatMap((quota) => {
    const most = quotas[quota];
    const asked = wishes.reduce(
      (sum, wish) => sum + (wish.trials === null && wish.quotas.includes(quota) ? wish.count : 0),
      0,
    );
    const expected = wishes.reduce((sum, { trials }) => sum + (trials?.length ?? 0), 0);
    if (asked + expected <= spares.left(under[quota], at)) return [];
    const back = spares.takeStale(under[quota], at);
    const left = spares.left(under[quota], at);
    const needed = Math.max(0, asked - left);
    const wanted = Math.max(asked + expected - left, Math.ceil(most * AHEAD));
    return [{ under: under[quota], needed, wanted, most, back }];
  });
}

function statesOf({ trials }: Reserved): () => TrialState {
  let at = 0;
  return () => {
    at += 1;
    return trials[at - 1] === true ? 'ASKED' : 'LIMITED';
  };
}

function waitOf(under: string, wanted: readonly LookupCounts[], { lookups }: Reserved): number {
  const at = wanted.findIndex((each) => each.under === under);
  return Math.max(1, lookups[at]?.[1] ?? 1);
}

function refusal(quota: QuotaName, { quotas }: Limits, retryAfterSeconds: number): PortcullisError {
  return new PortcullisError('LOOKUP_QUOTA_EXCEEDED', { facts: { limit: quotas[quota], retryAfterSeconds } });
}
