import { lazy, readCodeTable, toWordKey } from './codeTable.js';

/** A currency. */
export interface Currency {
  /** ISO 4217, alphabetic. */
  readonly code: string;
  /** Decimals of its minor unit: 2 for EUR, 0 for JPY, 3 for KWD; null where it has none, as gold. */
  readonly decimals: number | null;
}

const currencies = lazy(readTable);

/**
 * The currency that a text names: ISO 4217 alphabetic or numeric code, or English name, in any case; those that the euro
 * and later issues replaced too, as older records state them. Null where it names none: `$` names more than twenty.
 *
 * @see ISO 4217:2015, lists one and three
 */
export function toCurrency(text: string | null | undefined): Currency | null {
  return text ? (currencies().get(toWordKey(text)) ?? null) : null;
}

function readTable(): ReadonlyMap<string, Currency> {
  const found = new Map<string, Currency>();
  for (const [code = '', number = '', decimals = '', name = ''] of readCodeTable('currencies.tsv')) {
    const currency = { code, decimals: decimals === '' ? null : Number(decimals) };
    for (const word of [name, number, code]) found.set(toWordKey(word), currency);
  }
  return found;
}
