import { leastOf } from '../../../policy/rules/verdict.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { ResolverMap } from '../module.js';
import type { KitSession } from '../session/session.js';
import type { FieldShape, Shapes } from '../shape.js';
import { type Verdict, verdictOf } from '../wall/verdict.js';

/** A field whose value is a number that identifies somebody or something. */
export interface IdentifiedField {
  /** Type under which the log names the number. */
  readonly type: string;
  readonly field: FieldShape;
}

const fieldOf = new WeakMap<object, IdentifiedField>();

/** What a resolver made here notes; undefined for any other resolver. */
export function identifiedBy(resolve: object): IdentifiedField | undefined {
  return fieldOf.get(resolve);
}

/** Resolvers of the fields that say `@identifies`: they note what they show. */
export function identifierResolvers(shapes: Shapes): ResolverMap {
  const resolvers: ResolverMap = {};
  for (const { name: typeName, fields } of shapes.values()) {
    for (const [name, field] of fields)
      if (field.identifies !== null)
        resolvers[typeName] = { ...resolvers[typeName], [name]: noting(name, { type: field.identifies, field }) };
  }
  return resolvers;
}

function noting(name: string, shows: IdentifiedField) {
  const resolve = (parent: object, _args: unknown, { session }: { readonly session: KitSession }): unknown => {
    const value = (parent as Readonly<Record<string, unknown>>)[name];
    showIdentifier(session, shows, verdictOf(parent), value);
    return value;
  };
  fieldOf.set(resolve, shows);
  return resolve;
}

/** Notes that a number is shown, or each of a list: only in full, since a masked one identifies nobody. */
export function showIdentifier(
  session: KitSession,
  shows: IdentifiedField,
  verdict: Verdict | undefined,
  value: unknown,
): void {
  if (Array.isArray(value)) for (const each of value) showIdentifier(session, shows, verdict, each);
  if (typeof value !== 'string' || value === '') return;
  const { report } = session;
  const { type, field } = shows;
  const { category, guards } = field;
  const subject = { type, id: type === 'JointOperation' ? value : identifierKey(type, value) };
  if (category === 'public') report.identify(subject, null);
  else if (verdict && leastOf(verdict, guards).decision.effect === 'FULL') report.identify(subject, category);
}
