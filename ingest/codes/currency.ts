import { lazy, readCodeTable, toWordKey } from './codeTable.js';

/** A currency. */
export interface Currency {
  /** ISO 4217, alphabetic. */
  readonly code: string;
  /** Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD; null where there is none, as for gold. */
  readonly decimals: number | null;
}

const currencies = lazy(readTable);

/**
 * The currency of an ISO 4217 alphabetic or numeric code or an English name, in any case, including those that the euro
 * and later issues replaced. Null for anything else: `$` is more than twenty currencies.
 *
 * @see ISO 4217:2015, lists one and three
 */
export function toCurrency(text: string | null | undefined): Currency | null {
  return text ? (currencies().get(toWordKey(text)) ?? null) : null;
}

function readTable(): ReadonlyMap<string, Currency> {
  const found = new Map<string, Currency>();
  for (const [code = '', number = '', decimals = '', name = ''] of readCodeTable('codes/currencies.tsv')) {
    const currency = { code, decimals: decimals === '' ? null : Number(decimals) };
    for (const word of [name, number, code]) found.set(toWordKey(word), currency);
  }
  return found;
}
