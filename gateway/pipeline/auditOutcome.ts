import { bodyOf } from '../../auditlog/entry/body/bodyOf.js';
import { isOfShown } from '../../auditlog/entry/header.js';
import { extractLiterals } from '../../auditlog/extractLiterals.js';
import { notLogged } from '../../auditlog/forked.js';
import type { EntryKind, NewEntry, StatedDecided, StatedHeader, SubjectKind } from '../../auditlog/types.js';
import type { Exchange } from '../exchange/exchange.js';
import type { GateRuntime } from '../exchange/runtime.js';
import { grantsOf } from './grants.js';

/** What to log of a request. */
export interface Outcome {
  readonly kind: Extract<EntryKind, 'INTENT' | 'OUTCOME' | 'REFUSED' | 'EXPORT_PART' | 'ABORTED'> | SubjectKind;
  /** `OK`, `PARTIAL`, or the code that ended it. */
  readonly code: string;
  readonly errorCodes: readonly string[];
}

/**
 * Logs what was asked, disclosed and withheld, and waits until it is durable. Nothing was sent before.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED
 */
export async function auditOutcome(exchange: Exchange, runtime: GateRuntime, outcome: Outcome): Promise<void> {
  // Set first: whatever happens below, this request is not logged twice.
  exchange.settled = true;
  const startedAt = performance.now();
  const span = exchange.span?.begin('auditOutcome');
  try {
    exchange.receipt = await runtime.auditLog.append(entryOfExchange(exchange, runtime, outcome));
  } catch (cause) {
    throw notLogged(cause);
  } finally {
    exchange.logMs = Math.round(performance.now() - startedAt);
    span?.end();
  }
}

/** The log entry of a request, from what is known of it so far. */
export function entryOfExchange(
  exchange: Exchange,
  runtime: GateRuntime,
  { kind, code, errorCodes }: Outcome,
): NewEntry {
  const { facts, collected, known, parsed } = exchange;
  const document = known?.document ?? parsed;
  const extracted = document ? extractLiterals(document) : null;
  const viewer = exchange.identity?.viewer;
  const answered = isOfShown(kind);
  return {
    header: {
      kind,
      at: exchange.asOf,
      requestId: exchange.requestId,
      subject: viewer?.subject ?? null,
      agency: viewer?.agency ?? null,
      agencyKind: viewer?.kind ?? null,
      role: viewer?.role ?? null,
      purpose: facts?.purpose ?? null,
      policyVersion: runtime.policy.version,
      schemaHash: runtime.supergraph.hash,
      documentHash: exchange.documentHash,
      // Why only then: a registered document was reviewed; elsewhere a client's words, such as a person's name, would be
      // in clear for ever. The sealed document has the name.
      operationName: exchange.registered ? exchange.operationName : null,
      code,
      durationMs: Math.round(performance.now() - exchange.startedAt),
      ...statedOf(exchange, kind),
    },
    body: bodyOf({ asked: exchange, answer: answered ? exchange : null, extracted, errorCodes }),
    ...decidedOf(exchange, runtime, answered ? (collected?.decided ?? []) : []),
  };
}

/** The kind of an entry of an answer: one of its own where the answer holds what it asked about a person's request. */
export function kindOfShown({ subjectAct, shaped }: Exchange): Extract<EntryKind, 'OUTCOME'> | SubjectKind {
  if (!subjectAct || !shaped) return 'OUTCOME';
  // Why of the answer itself: what was withheld, limited or failed has asked, answered or agreed to nothing, whatever the cause.
  const data = JSON.parse(shaped.data.toString('utf8')) as Readonly<Record<string, unknown>> | null;
  return (data?.[subjectAct.responseName] ?? null) === null ? 'OUTCOME' : subjectAct.kind;
}

/** What the header of one of these kinds states beside; nothing in any other. */
function statedOf({ subjectAct, requestId, identity }: Exchange, kind: EntryKind): Partial<StatedHeader> {
  if (subjectAct?.kind !== kind) return {};
  const { request = requestId, agency = identity?.viewer.agency, letterSha256 } = subjectAct;
  return {
    subjectRequest: request,
    ...(agency === undefined ? {} : { subjectAgency: agency }),
    ...(letterSha256 === undefined ? {} : { letterSha256 }),
  };
}

/**
 * All that the decisions depend on and that the entry does not state elsewhere. Absent for foreign sources: decisions are
 * stated by envelopes of records, and theirs have none.
 */
function decidedOf(
  { facts, neededByInputs, asked }: Exchange,
  { policy, supergraph }: GateRuntime,
  decisions: StatedDecided['decisions'],
): Pick<NewEntry, 'decided'> {
  if (!facts || supergraph.isForeign) return {};
  const { filters = [], lookUps = [] } = neededByInputs ?? {};
  const pruned = new Map(asked?.admitted.pruned.map(({ category, rule }) => [category, rule]));
  const grants = grantsOf(policy, facts, decisions);
  return {
    decided: {
      clearance: facts.viewer.clearance,
      ...(filters.length > 0 ? { filters } : {}),
      ...(lookUps.length > 0 ? { lookUps } : {}),
      ...(pruned.size > 0 ? { pruned: [...pruned] } : {}),
      ...(grants.length > 0 ? { grants } : {}),
      decisions,
    },
  };
}
