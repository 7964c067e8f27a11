import { mergeDisclosed } from '../../auditlog/disclosed.js';
import { notLogged } from '../../auditlog/forked.js';
import { type LiftedDocument, liftLiterals } from '../../auditlog/lift.js';
import type { EntryBody, EntryHeader, EntryKind } from '../../auditlog/types.js';
import type { Exchange } from '../exchange.js';
import type { GateRuntime } from '../runtime.js';

/** What became of the request. */
export interface Outcome {
  readonly kind: Extract<EntryKind, 'OUTCOME' | 'REFUSED'>;
  /** `OK`, `PARTIAL`, or the code that ended it. */
  readonly code: string;
  readonly errorCodes: readonly string[];
}

/**
 * Writes what was asked, disclosed and withheld, and waits until it is durable. Nothing has left the building before.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE, AUDIT_FORKED
 */
export async function auditOutcome(exchange: Exchange, runtime: GateRuntime, outcome: Outcome): Promise<void> {
  // Set first: whatever happens below, this request is not written twice.
  exchange.settled = true;
  try {
    // The log gives up by itself what it cannot write in time.
    exchange.receipt = await runtime.auditLog.append({
      header: headerOf(exchange, runtime, outcome),
      body: bodyOf(exchange, outcome),
    });
  } catch (cause) {
    throw notLogged(cause);
  }
}

function headerOf(exchange: Exchange, runtime: GateRuntime, outcome: Outcome): Omit<EntryHeader, 'version' | 'log'> {
  const viewer = exchange.identity?.viewer;
  return {
    kind: outcome.kind,
    at: exchange.asOf,
    requestId: exchange.requestId,
    subject: viewer?.subject ?? null,
    agency: viewer?.agency ?? null,
    agencyKind: viewer?.kind ?? null,
    role: viewer?.role ?? null,
    purpose: exchange.facts?.purpose ?? null,
    policyVersion: runtime.policy.version,
    schemaHash: runtime.supergraph.hash,
    documentHash: exchange.documentHash,
    // Why so: in a registered document the name was checked by who registered it; elsewhere a client's words, e.g. a
    // person's name, would stand in clear for ever. The sealed document has it.
    operationName: exchange.registered ? exchange.operationName : null,
    code: outcome.code,
    durationMs: Math.round(performance.now() - exchange.startedAt),
  };
}

function liftedOf(exchange: Exchange): LiftedDocument | null {
  if (exchange.checked) return exchange.checked.prepared.lifted();
  const document = exchange.known?.document ?? exchange.parsed;
  return document ? liftLiterals(document) : null;
}

function bodyOf(exchange: Exchange, outcome: Outcome): EntryBody {
  const lifted = liftedOf(exchange);
  const answered = outcome.kind === 'OUTCOME';
  return {
    document: lifted?.text ?? null,
    literals: lifted?.literals ?? [],
    variables: exchange.parameters?.variables ?? null,
    caseReference: exchange.facts?.caseReference ?? null,
    justification: exchange.justification ?? null,
    disclosed: answered ? mergeDisclosed(exchange.collected?.disclosed ?? []) : [],
    withheld: (answered ? (exchange.shaped?.withheld ?? []) : []).map(
      ({ path, category, effect, reason, rule, count }) => ({
        path,
        category,
        effect,
        reason,
        rule,
        count,
      }),
    ),
    sources: exchange.sources,
    errorCodes: outcome.errorCodes,
  };
}
