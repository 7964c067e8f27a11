import { errorRegistry, PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import { codeOf, toClientError } from '../http/clientErrors.js';
import type { HttpReply } from '../http/reply.js';
import { admit, answer, run } from '../pipeline/index.js';
import { receiptExtensions } from '../pipeline/refuse.js';
import { settle } from '../pipeline/settle.js';
import type { Evaluation } from './evaluation.js';
import { type Question, questionOf } from './question.js';

/** The answer to one evaluation. */
export interface Decided {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The same, with the pipeline's reply where it failed instead of deciding. */
export interface Evaluated extends Decided {
  readonly failure: HttpReply | null;
}

/**
 * Evaluates one question by the pipeline: admitted, limited, answered and logged like every request. True for FULL alone;
 * false for anything that is refused or fails. Never throws.
 */
export async function evaluate(exchange: Exchange, runtime: Runtime, evaluation: Evaluation): Promise<Evaluated> {
  const errors: unknown[] = [];
  let question: Question | undefined;
  try {
    exchange.parameters = { variables: { evaluation, id: evaluation.resource.id }, extensions: {} };
    const { viewer } = provided(exchange.identity, 'identity');
    const schema = runtime.federation.apiSchema;
    question = questionOf(evaluation, viewer, { policy: runtime.policy, access: runtime.supergraph.access, schema });
    ask(exchange, runtime, question, evaluation);
    await run(admit, exchange, runtime);
    await run(answer, exchange, runtime);
  } catch (error) {
    errors.push(error);
  }
  const outcome = errors.length === 0 ? outcomeOf(exchange, question, errors) : null;
  const failed = [...errors, ...(exchange.collected?.errors ?? [])];
  const reply = await settle(exchange, runtime, errors);
  reply.release?.();
  if (exchange.code === 'OK' && outcome) {
    const { effect, reason } = outcome;
    const context = { effect, ...(reason === null ? {} : { reason }), ...receiptExtensions(exchange, runtime) };
    return { decision: effect === 'FULL', context, failure: null };
  }
  return refused(exchange, runtime, reply, failed);
}

function ask(exchange: Exchange, runtime: Runtime, { text, document, isOwn }: Question, { context }: Evaluation): void {
  const { purpose, case: caseReference, justification } = context;
  const variables = provided(exchange.parameters, 'parameters').variables;
  exchange.parameters = { query: text, variables, extensions: isOwn ? { purpose, caseReference, justification } : {} };
  exchange.text = text;
  const known = runtime.known.find(text, false);
  if (known) exchange.known = known;
  else exchange.parsed = document;
}

function outcomeOf(exchange: Exchange, question: Question | undefined, errors: unknown[]) {
  try {
    const data = JSON.parse(provided(exchange.shaped, 'answer').data.toString('utf8')) as Record<
      string,
      unknown
    > | null;
    return question?.outcome(data ?? {}, provided(exchange.facts, 'facts')) ?? null;
  } catch (error) {
    errors.push(error);
    return null;
  }
}

/** The refusal as an error of this evaluation; a failure too where it says nothing of the viewer's rights. */
function refused(exchange: Exchange, runtime: Runtime, reply: HttpReply, errors: readonly unknown[]): Evaluated {
  const error =
    exchange.code === 'PARTIAL' ? errors[0] : (errors.find((each) => codeOf(each) === exchange.code) ?? null);
  const code = error === null ? (exchange.code as ReturnType<typeof codeOf>) : codeOf(error);
  const shown = toClientError(error ?? new PortcullisError(code), exchange.requestId);
  const status = errorRegistry[code].http === 200 ? 503 : errorRegistry[code].http;
  const { at, hint } = shown.extensions as { readonly at?: unknown; readonly hint?: unknown };
  const shownError = { status, code, message: shown.message, hint, ...(at === undefined ? {} : { at }) };
  return {
    decision: false,
    context: { effect: 'NONE', error: shownError, ...receiptExtensions(exchange, runtime) },
    failure: status === 403 || code === 'BAD_USER_INPUT' || exchange.code === 'PARTIAL' ? null : reply,
  };
}
