import type { Logger } from 'pino';
import type { AuditLog } from '../../auditlog/types.js';
import type { Policy } from '../../policy/policy.js';
import type { AssertOfRequest } from '../../subgraphs/audit/requests/askedAgain.js';
import type { KnownDocuments } from '../documents/known.js';
import type { DocumentLookup } from '../documents/register/lookup.js';
import type { Gate } from '../gate/gate.js';
import type { Budget } from '../identity/budgets/budget.js';
import type { TokenVerifier } from '../identity/tokens.js';
import type { GatewaySettings } from '../settings.js';
import type { Federation } from '../supergraph/federation.js';
import type { Supergraph } from '../supergraph/supergraph.js';
import type { Operations } from './operations.js';

/**
 * What the stages need that decide who may ask what, and log it: the same for every request under a policy. A source that
 * stands alone has it too.
 */
export interface GateRuntime {
  readonly settings: GatewaySettings;
  readonly policy: Policy;
  /** No policy, manifests optional: for development and conformance tests. */
  readonly permissive: boolean;
  readonly tokens: TokenVerifier;
  readonly supergraph: Supergraph;
  readonly gate: Gate;
  readonly documents: DocumentLookup;
  readonly known: KnownDocuments;
  readonly operations: Operations;
  readonly budget: Budget;
  readonly auditLog: AuditLog;
  readonly assertOfRequest: AssertOfRequest;
  readonly log: Logger;
}

/** What all stages of the gateway need. */
export interface Runtime extends GateRuntime {
  readonly federation: Federation;
}
