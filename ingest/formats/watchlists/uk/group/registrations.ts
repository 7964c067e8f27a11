import type { OrganizationRecord } from '../../../../records/persons.js';
import { labelOf } from '../fields.js';

/** Numbers under which an organization is registered or taxed, and in words what has no form of one. */
export type Registrations = Pick<OrganizationRecord, 'registrationNumber' | 'taxNumber' | 'identifications'> & {
  readonly notes: readonly string[];
};

/** A number without spaces, perhaps behind the name of its register: `Russia INN: 0000000000`. */
const form = /^(?:(\p{L}[\p{L} .]{0,40}?)\s*[:–]\s*)?((?=\S*\d)[\p{L}\d./-]{2,40})$/u;

const ofTaxes = /\b(?:INN|TIN|tax|VAT)\b/i;

/** Reads what the list states of registers: the first number of each kind has a field of its own. */
export function readRegistrations(texts: readonly string[]): Registrations {
  const label = labelOf('registration');
  const items = texts.flatMap((text) => text.split(/;\s*/)).map((text) => ({ text, match: form.exec(text) }));
  const numbers = items.flatMap(({ match }) =>
    match === null
      ? []
      : [{ scheme: match[1] ?? label, number: match[2] as string, isTax: ofTaxes.test(match[1] ?? '') }],
  );
  const taxed = numbers.find(({ isTax }) => isTax);
  const registered = numbers.find(({ isTax }) => !isTax);
  return {
    registrationNumber: registered?.number ?? null,
    taxNumber: taxed?.number ?? null,
    identifications: numbers
      .filter((each) => each !== taxed && each !== registered)
      .map(({ scheme, number, isTax }) => ({ type: isTax ? 'TAX_NUMBER' : 'OTHER', scheme, number, country: null })),
    notes: items.filter(({ match }) => match === null).map(({ text }) => `${label}: ${text}`),
  };
}
