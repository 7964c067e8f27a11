import type { StatedAmount } from '../../records/cargo.js';
import type { Field, Scope } from './fields.js';
import type { StatedValue, Statement } from './messageTable.js';
import { type Flag, readAmount, readMass } from './readings.js';

/** Parts of a statement of one scope and, where given, one kind. */
export function partsOf(statement: Statement, scope: Scope, kind?: string): readonly Statement[] {
  return statement.parts.filter((part) => part.scope === scope && (kind === undefined || part.kind === kind));
}

/** The first value of a field; a flag where different ones are stated. */
export function textOf(statement: Statement, field: Field, flag?: Flag): string | null {
  const values = statement.values.get(field) ?? [];
  if (values.some(({ text }) => text !== values[0]?.text)) flag?.('FIRST_OF_SEVERAL');
  return values[0]?.text ?? null;
}

/** All values of a field. */
export function textsOf(statement: Statement, field: Field): readonly string[] {
  return (statement.values.get(field) ?? []).map(({ text }) => text);
}

/** A mass in kilograms; see `readMass`. */
export function massOf(statement: Statement, field: Field, flag: Flag): number | null {
  const stated = statedOf(statement, field);
  return stated && readMass(stated.text, stated.attributes.unitCode, flag);
}

/** The amount of the first of these fields with a value; see `readAmount`. */
export function amountOf(statement: Statement, fields: readonly Field[], flag: Flag): StatedAmount | null {
  const stated = fields.map((field) => statedOf(statement, field)).find((value) => value !== null);
  return stated === undefined ? null : readAmount(stated.text, stated.attributes.currencyID, flag);
}

/** A sequence number; null where none is stated. */
export function sequenceOf(statement: Statement, field: Field): number | null {
  const stated = textOf(statement, field);
  return stated !== null && /^\d{1,9}$/.test(stated) ? Number(stated) : null;
}

/** The first value of a field, with its attributes; null where it has none. */
function statedOf(statement: Statement, field: Field): StatedValue | null {
  return statement.values.get(field)?.[0] ?? null;
}
