import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditLog } from '../../auditlog/types.js';
import type { LogObserver } from '../../auditlog/writer/writtenLog.js';
import type { Exchange } from '../../gateway/exchange/exchange.js';
import type { GatewayObserver } from '../../gateway/exchange/observer.js';
import { codeOf } from '../../gateway/http/clientErrors.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import type { Pooled } from '../../storage/pool/connections.js';
import type { CallObserver } from '../../subgraphs/kit/serve/call.js';

/**
 * What one process measures. A metric is shown from the first mention of what measures it: a source shows none of a gateway.
 *
 * Invariant: the values of labels are of finite sets that policy, schema and code name. None is taken from a request.
 */
export interface Meters {
  readonly registry: Registry;
  readonly gateway: GatewayObserver;
  /** Of a source that answers the calls of a gateway elsewhere. */
  calls(source: string): CallObserver;
  /** The same log: how long its entries take to be durable is measured. */
  timed(log: AuditLog): AuditLog;
  /** The same limits: what a source tries under them is counted. */
  counted<Store extends Pick<LimitStore, 'reserve'>>(source: string, store: Store): Store;
  pool(name: string, pooled: Pooled): void;
  /** Of the process that writes a log. */
  writer(size: () => number): void;
  /** The same, if its log has witnesses. @param at when they cosigned last, by `performance.now()` */
  witnessed(at: () => number): void;
  readonly written: LogObserver;
}

/** Upper bounds of durations, seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Stands for what a request does not have. */
const none = 'none';

/** Makes the meters of this process. */
export function createMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  // Why not its average, as by default: one process that is late among many would not be seen.
  Object.assign(registry.getSingleMetric('nodejs_eventloop_lag_p99_seconds') ?? {}, { aggregator: 'max' });
  const gateway = once(() => observeGateway(registers));
  const timed = once(() => timer(registers));
  const counted = once(() => countTrials(registers));
  const pool = once(() => watchPools(registers));
  const writer = once(() => observeWriter(registers));
  return {
    registry,
    get gateway() {
      return gateway();
    },
    calls: (source) => observeCalls(registers, source),
    timed: (log) => timed()(log),
    counted: (source, store) => counted()(source, store),
    pool: (name, pooled) => pool()(name, pooled),
    writer: (size) => writer().writer(size),
    witnessed: (at) => writer().witnessed(at),
    get written() {
      return writer().written;
    },
  };
}

type Registers = Registry[];

/** The same, made when it is first asked for. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function observeGateway(registers: Registers): GatewayObserver {
  const requests = new Counter({
    name: 'portcullis_requests_total',
    help: 'Requests by the handler that answered, code, purpose, and agency of the viewer.',
    labelNames: ['door', 'code', 'purpose', 'agency'],
    registers,
  });
  // Why apart: with doors and purposes too, each client would be dozens of series.
  const clients = new Counter({
    name: 'portcullis_client_requests_total',
    help: 'Requests of those who are known, by agency, registered client (other: all others) and code.',
    labelNames: ['agency', 'client', 'code'],
    registers,
  });
  const whole = histogram(registers, 'request', 'From the first header to the last byte.', ['door']);
  const plans = histogram(registers, 'plan', 'Making of a query plan; known operations need none.', []);
  const calls = histogram(registers, 'source', 'A call of a source, by its result.', ['source', 'result']);
  const pages = histogram(registers, 'export_page', 'Reading of a page of an export, by how it ended.', ['code']);
  const withheld = new Counter({
    name: 'portcullis_withheld_total',
    help: 'Places in answers that were withheld, by the reason that the client is told.',
    labelNames: ['reason'],
    registers,
  });
  const errors = new Counter({
    name: 'portcullis_answer_errors_total',
    help: 'Errors inside of answers, by code.',
    labelNames: ['code'],
    registers,
  });
  const look = ({ sources, shaped, collected }: Exchange): void => {
    for (const { name, result, durationMs } of sources) calls.observe({ source: name, result }, durationMs / 1000);
    for (const { reason, count } of shaped?.withheld ?? []) withheld.inc({ reason }, count);
    for (const error of collected?.errors ?? []) errors.inc({ code: codeOf(error) });
  };
  return {
    planned: (ms) => plans.observe(ms / 1000),
    pageRead: (page) => {
      pages.observe({ code: page.code }, secondsSince(page.startedAt));
      look(page);
    },
    answered: (exchange, { policy }) => {
      const { identity, facts, code, handler, startedAt } = exchange;
      const door = handler ?? none;
      const agency = identity === undefined ? none : namedIn(policy.agencies, identity.viewer.agency);
      requests.inc({ door, code, purpose: facts?.purpose ?? none, agency });
      if (identity) clients.inc({ agency, client: identity.client, code });
      whole.observe({ door }, secondsSince(startedAt));
      // Of an export each page was counted.
      if (handler !== 'export') look(exchange);
    },
  };
}

function observeCalls(registers: Registers, source: string): CallObserver {
  const calls = histogram(registers, 'call', 'A call that this source answered to a gateway.', ['source', 'code']);
  return { called: (code, durationMs) => calls.observe({ source, code }, durationMs / 1000) };
}

/** The name where the directory has it. Why not always: the policy of development lets a token state any agency. */
function namedIn(directory: object, name: string): string {
  return Object.hasOwn(directory, name) ? name : 'other';
}

function timer(registers: Registers): Meters['timed'] {
  const appends = histogram(registers, 'log_append', 'From an entry to its receipt, as an answer waits for it.', []);
  const failures = new Counter({
    name: 'portcullis_log_append_failures_total',
    help: 'Entries that the log did not take.',
    registers,
  });
  return (log) => ({
    ...log,
    append: async (entry) => {
      const begun = performance.now();
      try {
        return await log.append(entry);
      } catch (error) {
        failures.inc();
        throw error;
      } finally {
        appends.observe((performance.now() - begun) / 1000);
      }
    },
  });
}

function countTrials(registers: Registers): Meters['counted'] {
  const trials = new Counter({
    name: 'portcullis_trials_total',
    help: 'What viewers tried under the limits of hits, by source and state: ASKED, LIMITED, UNAVAILABLE.',
    labelNames: ['source', 'state'],
    registers,
  });
  const lookups = new Counter({
    name: 'portcullis_lookups_total',
    help: 'Look-ups that were taken out of the quotas, some ahead of their use.',
    labelNames: ['source'],
    registers,
  });
  return (source, store) => ({
    ...store,
    reserve: async (reservation) => {
      const reserved = await store.reserve(reservation);
      for (const [at] of reservation.trials.entries()) {
        const state = reserved === null ? 'UNAVAILABLE' : reserved.trials[at] ? 'ASKED' : 'LIMITED';
        trials.inc({ source, state });
      }
      for (const [taken] of reserved?.lookups ?? []) lookups.inc({ source }, taken);
      return reserved;
    },
  });
}

function watchPools(registers: Registers): Meters['pool'] {
  const pools = new Map<string, Pooled>();
  new Gauge({
    name: 'portcullis_pool_connections',
    help: 'Database connections by pool and state; waiting: requests that wait for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, pooled] of pools)
        for (const [state, count] of Object.entries(pooled.connections())) this.set({ pool, state }, count);
    },
  });
  return (name, pooled) => void pools.set(name, pooled);
}

function observeWriter(registers: Registers): Pick<Meters, 'writer' | 'witnessed' | 'written'> {
  const entries = new Counter({
    name: 'portcullis_log_entries_total',
    help: 'Entries of the audit log, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const batches = new Histogram({
    name: 'portcullis_log_batch_entries',
    help: 'Entries that were committed together.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  // Why: of a series that begins with its first one, Prometheus sees no increase.
  entries.inc({ kind: 'ENUMERATION' }, 0);
  let writtenAt = performance.now();
  let unsignedSince: number | null = null;
  let size = 0;
  const written: LogObserver = {
    written(batch) {
      writtenAt = performance.now();
      unsignedSince ??= writtenAt;
      size = (batch.at(-1)?.index ?? -1) + 1;
      batches.observe(batch.length);
      for (const { header } of batch) entries.inc({ kind: header.kind });
    },
    // What came after this head has waited for as long as signing took.
    signed: (head) => {
      unsignedSince = head === size ? null : performance.now();
    },
  };
  const gauge = gauges(registers);
  return {
    written,
    writer: (headSize) => {
      gauge('log_head_entries', 'Entries of the audit log.', headSize);
      gauge('log_head_age_seconds', 'Since the last entry was written.', () => secondsSince(writtenAt));
      const unsigned = () => (unsignedSince === null ? 0 : secondsSince(unsignedSince));
      gauge('log_unsigned_age_seconds', 'Since an entry waits for a signed head; 0: none does.', unsigned);
    },
    witnessed: (at) =>
      void gauge('log_witness_age_seconds', 'Since a quorum of witnesses cosigned the log.', () => secondsSince(at())),
  };
}

function secondsSince(at: number): number {
  return (performance.now() - at) / 1000;
}

/** Makes gauges, whose greatest value stands for all processes. */
function gauges(registers: Registers) {
  return (name: string, help: string, value: () => number) =>
    new Gauge({
      ...{ name: `portcullis_${name}`, help, registers, aggregator: 'max' },
      collect() {
        this.set(value());
      },
    });
}

function histogram<Label extends string>(registers: Registers, of: string, help: string, labelNames: Label[]) {
  return new Histogram({ name: `portcullis_${of}_seconds`, help, labelNames, buckets, registers });
}
