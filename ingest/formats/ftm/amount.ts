import type { StatedAmount } from '../../../schema/records/description/fields.js';
import { toCurrency } from '../../codes/currency.js';
import type { FtmValues } from './values.js';

/** An amount owed or paid, and in words the values that it does not cover. */
export interface Paid {
  readonly amount: StatedAmount | null;
  readonly words: readonly string[];
}

/** Reads the properties of `Value`; the amount in its own currency is preferred to those in euros and dollars. */
export function readPaid(values: FtmValues): Paid {
  const stated = [
    { property: 'amount', currency: values.text('currency') },
    { property: 'amountEur', currency: 'EUR' },
    { property: 'amountUsd', currency: 'USD' },
  ].map(({ property, currency }) => {
    const [first, ...further] = values.texts(property);
    return { amount: toAmount(values.number(property), currency), first, further, currency };
  });
  const chosen = stated.find(({ amount }) => amount !== null);
  const words = stated.flatMap(({ first, further, amount, currency }) => {
    const isCovered = amount !== null && isSame(amount, chosen?.amount);
    const left = isCovered || first === undefined ? further : [first, ...further];
    return left.map((text) => (currency === null ? text : `${text} ${currency}`));
  });
  return { amount: chosen?.amount ?? null, words };
}

/** An amount rounded to minor units; null without a number or a currency that has minor units. */
function toAmount(number: number | null, currency: string | null): StatedAmount | null {
  const known = toCurrency(currency);
  if (number === null || known === null || known.decimals === null) return null;
  const minorUnits = Math.round(Number(`${number}e${known.decimals}`));
  return Number.isSafeInteger(minorUnits) ? { minorUnits, currency: known.code } : null;
}

function isSame(one: StatedAmount, other: StatedAmount | null | undefined): boolean {
  return one.minorUnits === other?.minorUnits && one.currency === other.currency;
}
