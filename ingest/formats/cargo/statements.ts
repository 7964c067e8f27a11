import type { Field, Scope } from './fields.js';
import type { StatedValue, Statement } from './messageTable.js';
import type { Flag } from './readings.js';

/** Parts of a statement of one scope, and of one kind where it is named. */
export function partsOf(statement: Statement, scope: Scope, kind?: string): readonly Statement[] {
  return statement.parts.filter((part) => part.scope === scope && (kind === undefined || part.kind === kind));
}

/** The first value of a field, with its attributes; null where it has none. */
export function statedOf(statement: Statement, field: Field): StatedValue | null {
  return statement.values.get(field)?.[0] ?? null;
}

/** The one value of a field; a flag where several are stated. */
export function textOf(statement: Statement, field: Field, flag?: Flag): string | null {
  const values = statement.values.get(field) ?? [];
  if (values.some(({ text }) => text !== values[0]?.text)) flag?.('FIRST_OF_SEVERAL');
  return values[0]?.text ?? null;
}

/** All values of a field. */
export function textsOf(statement: Statement, field: Field): readonly string[] {
  return (statement.values.get(field) ?? []).map(({ text }) => text);
}
