import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { type AccessMap, guardsOf } from '../schema/access.js';
import { PortcullisError } from '../schema/errors.js';
import { applyMiddleware, deny, type FieldRule, isFieldRule, rule, shield } from './graphqlShield.js';
import { leastOf, type VerdictOf } from './rules/verdict.js';
import { type Category, type Decision, rank } from './types.js';

/** A rule for every field of every object type, by name. No wildcards, no interfaces, no logic rules. */
export type RuleTree = Readonly<Record<string, Readonly<Record<string, FieldRule>>>>;

/**
 * What a rule requires: nothing, a verdict of at least MASKED on each category, or a session that the gateway signed. The rule
 * is made from it, and so is the test that replaces the rule in compiled execution.
 */
export type RuleMeaning =
  | { readonly asks: 'nothing' }
  | { readonly asks: 'verdict'; readonly guards: readonly Category[] }
  | { readonly asks: 'session' };

const meanings = new WeakMap<FieldRule, RuleMeaning>();

/** What a rule of `compileShield` requires; undefined for a rule from elsewhere, which only graphql-shield can run. */
export function meaningOf(fieldRule: FieldRule): RuleMeaning | undefined {
  return meanings.get(fieldRule);
}

/** One look at a field of a record, as its rule saw it. */
export interface FieldLook {
  readonly parent: object;
  readonly coordinate: string;
  /** Categories that guard the field, its own first. */
  readonly guards: readonly Category[];
  /** The one of them that decided. */
  readonly category: Category;
  /** Null where the object has no verdict. */
  readonly decision: Decision | null;
  readonly info: GraphQLResolveInfo;
}

/** What the field rules consult and report to. */
export interface ShieldOptions {
  readonly verdictOf: VerdictOf;
  /** Called for every look at a field that is not public, allowed or denied: the source of the manifest. */
  readonly onField?: (look: FieldLook) => void;
  /** Whether a context holds a session that the gateway signed; `_entities` needs it. */
  readonly isVerified: (context: unknown) => boolean;
}

/**
 * The second wall: a rule for each field of a subgraph's schema. A rule looks up the parent's verdict on the field's
 * categories, once and synchronously; less than MASKED, or no verdict, is denied as WITHHELD. Throws where a field has no
 * category.
 */
export function compileShield(schema: GraphQLSchema, access: AccessMap, options: ShieldOptions): RuleTree {
  const types = objectTypes(schema).map((type) => {
    const fields = Object.keys(type.getFields()).map((field) => {
      const coordinate = `${type.name}.${field}`;
      const meaning = federationMeaning(coordinate) ?? labelMeaning(coordinate, access);
      return [field, toRule(coordinate, meaning, options)] as const;
    });
    return [type.name, Object.freeze(Object.fromEntries(fields))] as const;
  });
  return Object.freeze(Object.fromEntries(types));
}

/**
 * Throws unless every field of every object type has a rule of our one copy of graphql-shield, and nothing else is in the
 * tree. graphql-shield itself drops a whole type for one value that is not a rule, and ignores rules on interfaces.
 */
export function assertComplete(schema: GraphQLSchema, tree: RuleTree): void {
  if (schema.getSubscriptionType()) throw new Error('the shield does not cover subscriptions');
  const types = objectTypes(schema);
  for (const name of Object.keys(tree)) {
    if (!types.some((type) => type.name === name)) throw new Error(`shield: ${name} is not an object type`);
  }
  for (const type of types) {
    const rules = Object.hasOwn(tree, type.name) ? tree[type.name] : undefined;
    if (!rules || typeof rules !== 'object') throw new Error(`shield: ${type.name} has no rules`);
    const fields = type.getFields();
    for (const name of Object.keys(rules)) {
      if (!Object.hasOwn(fields, name)) throw new Error(`shield: ${type.name}.${name} is not a field`);
    }
    for (const name of Object.keys(fields)) {
      if (!Object.hasOwn(rules, name) || !isFieldRule(rules[name]))
        throw new Error(`shield: ${type.name}.${name} has no rule`);
      if ((rules[name] as unknown as { cache?: unknown }).cache !== 'no_cache')
        throw new Error(`shield: the rule of ${type.name}.${name} is cached`);
    }
  }
}

/**
 * The schema with every field guarded. Call it last, after `buildSubgraphSchema`. Throws where the tree is incomplete, a
 * field stayed unwrapped or a reference resolver was lost.
 */
export function wrapSchema(schema: GraphQLSchema, tree: RuleTree): GraphQLSchema {
  assertComplete(schema, tree);
  const guard = shield(tree, {
    fallbackRule: deny,
    // Denials carry their own error, so whatever gets here is a rule that failed.
    fallbackError: (error: unknown) =>
      new PortcullisError('INTERNAL', { cause: error ?? new Error('a field rule failed') }),
    allowExternalErrors: true,
    debug: false,
  });
  const wrapped = applyMiddleware(schema, guard as never) as GraphQLSchema;
  for (const type of objectTypes(schema)) assertWrapped(type, wrapped.getType(type.name));
  return wrapped;
}

// no_cache: the other modes are keyed by rule name in the shared context and leak between fields and subgraphs.
function toRule(coordinate: string, meaning: RuleMeaning, options: ShieldOptions): FieldRule {
  const made = rule(coordinate, { cache: 'no_cache' })(checkOf(coordinate, meaning, options));
  meanings.set(made, meaning);
  return made;
}

type Check = (parent: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => true | Error;

function checkOf(coordinate: string, meaning: RuleMeaning, options: ShieldOptions): Check {
  // Allowed without a verdict: public data name nobody, and roots, connections and page information have no record.
  if (meaning.asks === 'nothing') return () => true;
  if (meaning.asks === 'session')
    return (_parent, _args, context) =>
      options.isVerified(context) === true || new PortcullisError('SOURCE_ASSERTION_INVALID');
  const { guards } = meaning;
  return (parent, _args, _context, info) => {
    if (typeof parent !== 'object' || parent === null) return new PortcullisError('WITHHELD');
    const verdict = options.verdictOf(parent);
    const { category, decision } = verdict ? leastOf(verdict, guards) : { category: guards[0] ?? '', decision: null };
    options.onField?.({ parent, coordinate, guards, category, decision, info });
    return (decision !== null && rank[decision.effect] >= rank.MASKED) || new PortcullisError('WITHHELD');
  };
}

function labelMeaning(coordinate: string, access: AccessMap): RuleMeaning {
  const label = access.of(coordinate);
  if (label === undefined) throw new Error(`${coordinate} has no data category`);
  return label.category === 'public' ? { asks: 'nothing' } : { asks: 'verdict', guards: guardsOf(label) };
}

function federationMeaning(coordinate: string): RuleMeaning | undefined {
  if (coordinate === 'Query._service' || coordinate === '_Service.sdl') return { asks: 'nothing' };
  return coordinate === 'Query._entities' ? { asks: 'session' } : undefined;
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
  );
}

function assertWrapped(before: GraphQLObjectType, after: unknown): void {
  if (!isObjectType(after)) throw new Error(`shield: ${before.name} was lost`);
  const fields = after.getFields();
  for (const [name, field] of Object.entries(before.getFields())) {
    const resolve = fields[name]?.resolve;
    if (!resolve || resolve === field.resolve) throw new Error(`shield: ${before.name}.${name} is not wrapped`);
  }
  if (referenceResolver(before) !== referenceResolver(after))
    throw new Error(`shield: the reference resolver of ${before.name} was lost`);
}

function referenceResolver(type: GraphQLObjectType): unknown {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: unknown } } };
  return apollo?.subgraph?.resolveReference;
}
