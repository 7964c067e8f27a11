import { isCaseOf } from '../../policy/rules/caseReference.js';
import { type Purpose, purposes } from '../../policy/types.js';
import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { type IncomingRequest, singleHeader } from '../http/incoming.js';
import { decodeHeaderText, isPlainText } from '../http/text.js';

/**
 * What for: token, agency and role must all allow the purpose; case and justification where the purpose demands them. A
 * malformed or forbidden statement is always refused, a missing one only where the operation needs it.
 *
 * @throws PortcullisError PURPOSE_REQUIRED, PURPOSE_NOT_ALLOWED, CASE_REFERENCE_REQUIRED, CASE_REFERENCE_INVALID,
 *   JUSTIFICATION_INVALID, DUPLICATE_HEADER, REQUEST_MALFORMED, PERSISTED_DOCUMENT_NOT_FOUND, AUDIT_UNWITNESSED
 */
export function purpose(exchange: Exchange, runtime: Pick<Runtime, 'policy' | 'settings' | 'auditLog'>): void {
  const identity = provided(exchange.identity, 'identity');
  const checked = provided(exchange.checked, 'checked document');
  const { extensions } = provided(exchange.parameters, 'parameters');
  const stated = {
    purpose: statement(exchange.incoming, extensions, 'query-purpose', 'purpose'),
    caseReference: statement(exchange.incoming, extensions, 'case-reference', 'caseReference'),
    justification: statement(exchange.incoming, extensions, 'query-justification', 'justification'),
  };
  const allowed = identity.purposes;
  const chosen = chosenPurpose(stated.purpose, allowed);
  const caseReference = checkedCase(stated.caseReference, runtime, identity.viewer.agency);
  if (stated.justification === null) throw new PortcullisError('JUSTIFICATION_INVALID');

  // A registered document exists only for the purpose that it was registered for.
  if (exchange.registered && chosen !== undefined && chosen !== exchange.registered.purpose) {
    throw new PortcullisError('PERSISTED_DOCUMENT_NOT_FOUND');
  }
  if (checked.prepared.needsPurpose()) {
    if (chosen === undefined) throw new PortcullisError('PURPOSE_REQUIRED', { facts: { allowed } });
    assertWitnessed(runtime);
    const demands = runtime.policy.purposes[chosen];
    if (demands.caseReference && caseReference === undefined)
      throw new PortcullisError('CASE_REFERENCE_REQUIRED', exampleHint(runtime, identity.viewer.agency));
    if (demands.justification && !stated.justification) {
      throw new PortcullisError('JUSTIFICATION_INVALID', {
        message: 'This purpose needs a justification: send Query-Justification.',
      });
    }
  }
  if (stated.justification) exchange.justification = stated.justification;
  exchange.facts = Object.freeze({
    viewer: Object.freeze(identity.viewer),
    ...(chosen === undefined ? {} : { purpose: chosen }),
    purposes: allowed,
    ...(caseReference === undefined ? {} : { caseReference }),
    asOf: exchange.asOf,
  });
}

/** What needs a purpose is personal data: where the operator demands it, it needs a log that witnesses have cosigned. */
function assertWitnessed({ settings, auditLog }: Pick<Runtime, 'settings' | 'auditLog'>): void {
  if (settings.witnessRequired && auditLog.isWitnessed?.() !== true) throw new PortcullisError('AUDIT_UNWITNESSED');
}

function chosenPurpose(stated: string | null | undefined, allowed: readonly Purpose[]): Purpose | undefined {
  if (stated === undefined) return undefined;
  const known = purposes.find((purpose) => purpose === stated);
  if (!known || !allowed.includes(known)) throw new PortcullisError('PURPOSE_NOT_ALLOWED', { facts: { allowed } });
  return known;
}

function checkedCase(
  stated: string | null | undefined,
  runtime: Pick<Runtime, 'policy'>,
  agency: string,
): string | undefined {
  if (stated === undefined) return undefined;
  if (stated === null || !isCaseOf(runtime.policy.agencies[agency], stated))
    throw new PortcullisError('CASE_REFERENCE_INVALID', exampleHint(runtime, agency));
  return stated;
}

/** Shows the form of an agency's references by an example: its pattern is for machines. */
function exampleHint({ policy }: Pick<Runtime, 'policy'>, agency: string): { readonly hint?: string } {
  const example = policy.agencies[agency]?.caseReference.example;
  return example === undefined ? {} : { hint: `Send Case-Reference in the form of your agency, such as ${example}.` };
}

/** What header or body states; null where it is not plain text; refused where the two differ. */
function statement(
  incoming: IncomingRequest,
  extensions: Readonly<Record<string, unknown>>,
  header: string,
  key: string,
): string | null | undefined {
  const raw = singleHeader(incoming, header);
  const fromHeader = raw === undefined ? undefined : (decodeHeaderText(raw) ?? null);
  const value = Object.hasOwn(extensions, key) ? extensions[key] : undefined;
  const fromBody =
    value === undefined || value === null ? undefined : typeof value === 'string' && isPlainText(value) ? value : null;
  if (fromHeader !== undefined && fromBody !== undefined && fromHeader !== fromBody) {
    throw new PortcullisError('REQUEST_MALFORMED', { message: `${header} and extensions.${key} differ.`, at: key });
  }
  return fromHeader ?? fromBody ?? (fromHeader === null || fromBody === null ? null : undefined);
}
