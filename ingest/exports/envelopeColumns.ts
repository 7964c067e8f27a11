import { classifications } from '../../policy/types.js';
import { snakeCase } from '../../schema/records/description/columns.js';
import type { EnvelopeStatement } from '../records/base.js';
import { envelopeFields } from '../records/envelope.js';

const names = Object.keys(envelopeFields) as readonly (keyof EnvelopeStatement)[];

/** The envelope columns of a record table, as they are selected. */
export type EnvelopeRow = Readonly<Record<string, unknown>>;

/** The select list of a table's envelope. */
export function selectEnvelope(alias: string): string {
  const columns = names.map((name) =>
    name === 'expiresAt'
      ? `to_char(${alias}.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as expires_at`
      : `${alias}.${snakeCase(name)}`,
  );
  return columns.join(', ');
}

/** The whole envelope of a stored record as a record states it; nothing is left out, so that no default replaces it. */
export function toStatedEnvelope(row: EnvelopeRow): EnvelopeStatement {
  const stated = Object.fromEntries(names.map((name) => [name, row[snakeCase(name)]]));
  const classification = classifications[row.classification as number] ?? 'BASIC_PROTECTION_LEVEL';
  return { ...stated, classification };
}
