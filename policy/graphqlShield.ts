import { createRequire } from 'node:module';
import type { applyMiddleware as ApplyMiddleware, IMiddlewareGenerator } from 'graphql-middleware';
import type { deny as Deny, IRules, rule as RuleOf } from 'graphql-shield';

/*
 * The one place that loads graphql-shield. Its ESM build imports `isUndefined` of node:util, removed in Node 23, and two
 * copies of its classes do not recognise each other's rules; so everything uses this CommonJS copy.
 */
const require = createRequire(import.meta.url);
const util = require('node:util') as { isUndefined?: (value: unknown) => boolean };
util.isUndefined ??= (value) => value === undefined;

type ShieldRule = typeof Deny;
interface ShieldModule {
  readonly rule: typeof RuleOf;
  readonly deny: ShieldRule;
  shield(tree: IRules, options: Readonly<Record<string, unknown>>): IMiddlewareGenerator<unknown, unknown, unknown>;
}

const module_ = require('graphql-shield') as ShieldModule;
const middleware = require('graphql-middleware') as { readonly applyMiddleware: typeof ApplyMiddleware };

/** graphql-shield's `rule`, `deny`, `shield` and graphql-middleware's `applyMiddleware`, of one module copy. */
export const { rule, deny, shield } = module_;
export const { applyMiddleware } = middleware;

/** One field's rule, of this module copy. */
export type FieldRule = ReturnType<ReturnType<typeof RuleOf>>;

const Rule = rule('probe', { cache: 'no_cache' })(() => false).constructor as new () => FieldRule;

/** True for a rule of this module copy. The library's own check compares names and accepts other copies. */
export function isFieldRule(value: unknown): value is FieldRule {
  return value instanceof Rule;
}
