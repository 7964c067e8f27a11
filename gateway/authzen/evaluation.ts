import { z } from 'zod';
import { PortcullisError } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { parseJson } from '../http/json.js';

const properties = z.record(z.string(), z.unknown()).optional();
const entity = z.object({ type: z.string(), id: z.string(), properties });
const four = {
  subject: entity,
  action: z.object({ name: z.string(), properties }),
  resource: entity,
  context: z
    .object({ purpose: z.string().optional(), case: z.string().optional(), justification: z.string().optional() })
    .default({}),
};

const semantics = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
const options = z.object({ evaluations_semantic: z.enum(semantics).default('execute_all') }).prefault({});

/** One question of the AuthZEN Authorization API 1.0; unknown members are left out. */
export type Evaluation = z.infer<typeof evaluation>;
const evaluation = z.object(four);

/** The questions of one request, and when to stop; a single one is answered without a list. */
export interface AskedEvaluations {
  readonly evaluations: readonly Evaluation[];
  readonly semantic: (typeof semantics)[number];
  readonly isSingle: boolean;
}

/** Most questions of one request. */
export const mostEvaluations = 50;

/**
 * The questions of a body, with its top-level defaults filled in.
 *
 * @param mayBeMany whether `evaluations` is read
 * @throws PortcullisError REQUEST_MALFORMED, DUPLICATE_KEY, OPERATION_TOO_LARGE
 */
export function evaluationsOf(text: string, mayBeMany: boolean): AskedEvaluations {
  const body = parseJson(text);
  if (!isObject(body)) throw malformed('The body is not a JSON object.', '');
  const { evaluations: many, options: stated, ...defaults } = body;
  if (!mayBeMany || many === undefined || (Array.isArray(many) && many.length === 0))
    return { evaluations: [read(evaluation, defaults)], semantic: 'execute_all', isSingle: true };
  if (!Array.isArray(many)) throw malformed('"evaluations" is not an array.', 'evaluations');
  if (many.length > mostEvaluations) {
    const message = `There are ${many.length} evaluations; the limit is ${mostEvaluations}.`;
    throw new PortcullisError('OPERATION_TOO_LARGE', { message, facts: { limit: mostEvaluations } });
  }
  const evaluations = many.map((each, index) => {
    if (!isObject(each)) throw malformed('An evaluation is not an object.', `evaluations.${index}`);
    return read(evaluation, { ...defaults, ...each }, ['evaluations', index]);
  });
  return { evaluations, semantic: read(options, stated, ['options']).evaluations_semantic, isSingle: false };
}

function read<Read>(shape: z.ZodType<Read>, value: unknown, at: readonly PropertyKey[] = []): Read {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(issue?.message ?? 'It has another form.', [...at, ...(issue?.path ?? [])].join('.'));
}

function malformed(message: string, at: string): PortcullisError {
  return new PortcullisError('REQUEST_MALFORMED', {
    message: at === '' ? message : `${at}: ${message}`,
    hint: 'Send JSON with subject, action and resource (AuthZEN Authorization API 1.0).',
    ...(at === '' ? {} : { at }),
  });
}
