import { leastOf } from '../../../policy/rules/verdict.js';
import { identifierKey } from '../../../schema/identifiers/identifierKey.js';
import type { KitSession } from '../session/session.js';
import type { FieldShape, Shapes } from '../shape.js';
import type { ResolverMap } from '../types.js';
import type { Subject } from '../wall/subjects.js';
import { type Verdict, verdictOf } from '../wall/verdict.js';

/** A field whose value is a number by which somebody or something is known. */
export interface IdentifiedField {
  /** Type under which the log names the number. */
  readonly type: string;
  readonly field: FieldShape;
}

const fieldOf = new WeakMap<object, IdentifiedField>();

/** What a resolver made here notes; undefined for every other. */
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

/** Notes that a number is shown, or each of a list: in full, since of a masked one nobody can tell which it is. */
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
  if (category === 'public') report.identify(subjectOf(type, value), null);
  else if (verdict && leastOf(verdict, guards).decision.effect === 'FULL')
    report.identify(subjectOf(type, value), category);
}

function subjectOf(type: string, text: string): Subject {
  return { type, id: type === 'JointOperation' ? text : identifierKey(type, text) };
}
