import { extractLiterals } from '../../auditlog/extractLiterals.js';
import { openedOriginators } from '../../policy/rules/ofAsked.js';
import { type Exchange, provided, withinDeadline } from './exchange.js';
import type { GateRuntime } from './runtime.js';

/**
 * A person is asked about under the id of a request only where that is theirs, and open. Why here: nothing is searched before. Why not of
 * viewers who may open no records to anybody: a refusal tells who had asked, and the source answers them nothing.
 *
 * @throws PortcullisError BAD_USER_INPUT; SOURCE_UNAVAILABLE, SOURCE_TIMEOUT where the log cannot be read
 */
export function askedAgain(exchange: Exchange, { policy, assertOfRequest }: GateRuntime): void | Promise<void> {
  const { subjectAct, known, parsed, parameters, signal } = exchange;
  if (subjectAct?.kind !== 'SUBJECT_ASKED' || subjectAct.request === undefined) return;
  const facts = provided(exchange.facts, 'facts');
  const { agency } = facts.viewer;
  const { request, agency: subjectAgency = agency } = subjectAct;
  if (!openedOriginators(policy, facts).includes(subjectAgency)) return;
  const { text: document, literals } = extractLiterals(provided(known?.document ?? parsed, 'document'));
  const question = { document, literals, variables: parameters?.variables ?? null };
  return withinDeadline(signal, assertOfRequest({ request, agency, subjectAgency, question }));
}
