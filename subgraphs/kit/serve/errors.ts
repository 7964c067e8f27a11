import { GraphQLError } from 'graphql';
import { isInternal, isPortcullisError, PortcullisError } from '../../../schema/errors.js';

/** The process log, for what a client must not see: the fields of a line, and a fixed message. */
export interface KitLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * An execution error as it may leave the source: registry errors for clients as they are, everything else as INTERNAL without its
 * text, which may hold SQL, a value or an address. Null for what policy withheld, which is no failure.
 */
export function toLeavingError(error: GraphQLError, log: KitLog, requestId: string): GraphQLError | null {
  const cause = portcullisErrorIn(error);
  if (cause?.code === 'WITHHELD') return null;
  const path = error.path ? { path: error.path } : {};
  if (cause && !isInternal(cause.code)) {
    return new GraphQLError(cause.message, { extensions: { ...cause.extensions }, ...path });
  }
  log.error(
    {
      requestId,
      path: error.path?.map((step) => (typeof step === 'number' ? '*' : step)).join('.'),
      err: rootOf(error),
    },
    'a resolver failed',
  );
  const internal = new PortcullisError('INTERNAL');
  return new GraphQLError(internal.message, { extensions: { ...internal.extensions }, ...path });
}

function portcullisErrorIn(error: unknown): PortcullisError | null {
  for (let at: unknown = error; at instanceof Error; at = (at as { originalError?: unknown }).originalError) {
    if (isPortcullisError(at)) return at;
  }
  return null;
}

/** Name, code and stack of the innermost error, never its message: a driver's message may quote a value. */
export function rootOf(error: unknown): Readonly<Record<'name' | 'code' | 'stack', unknown>> {
  let root = (error ?? {}) as Error & { originalError?: Error; cause?: unknown; code?: unknown };
  for (;;) {
    const next = root.originalError ?? root.cause;
    if (!(next instanceof Error) || next === root) break;
    root = next as typeof root;
  }
  // Only frames: a stack begins with the message.
  const frames = root.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const stack = frames?.slice(0, 5).join('\n') ?? null;
  return { name: root.name, code: typeof root.code === 'string' ? root.code : null, stack };
}
