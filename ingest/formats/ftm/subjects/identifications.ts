import { propertiesOf } from '../../../../schema/formats/ftm/model.js';
import { compactNumber } from '../../../../schema/identifiers/documentNumber.js';
import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import type { FtmEntity } from '../entity.js';
import type { FtmValues } from '../values.js';

const typeOfProperty: Readonly<Record<string, IdentificationType>> = {
  passportNumber: 'PASSPORT',
  idNumber: 'NATIONAL_ID',
  socialSecurityNumber: 'SOCIAL_SECURITY_NUMBER',
  taxNumber: 'TAX_NUMBER',
  innCode: 'TAX_NUMBER',
  vatCode: 'TAX_NUMBER',
};

/** Countries of national registers, as the model describes them. */
const countryOfProperty: Readonly<Record<string, string>> = {
  innCode: 'RU',
  ogrnCode: 'RU',
  okpoCode: 'RU',
  kppCode: 'RU',
  npiCode: 'US',
  uniqueEntityId: 'US',
  cikCode: 'US',
};

/** Identifiers that are not of a register of persons, organizations, ships or aircraft. */
const notOfTheSubject = new Set(['wikidataId', 'programId']);

/**
 * Every identifier that an entity states itself: all its properties of type `identifier`.
 *
 * @param except properties whose first value has a field of its own
 */
export function ownIdentifications(
  { schema }: FtmEntity,
  values: FtmValues,
  except: readonly string[] = [],
): StatedIdentification[] {
  return [...propertiesOf(schema).values()]
    .filter(({ name, type }) => type === 'identifier' && !notOfTheSubject.has(name))
    .flatMap(({ name }) =>
      values
        .texts(name)
        .slice(except.includes(name) ? 1 : 0)
        .map((number) => ({
          type: typeOfProperty[name] ?? ('OTHER' as const),
          number,
          country: countryOfProperty[name] ?? null,
          scheme: name,
        })),
    );
}

/** Types by the words of a document; the first match counts. */
const typeOfWords: readonly (readonly [RegExp, IdentificationType])[] = [
  [/passport/i, 'PASSPORT'],
  [/driv/i, 'DRIVING_LICENCE'],
  [/social security|\bssn\b/i, 'SOCIAL_SECURITY_NUMBER'],
  [/residen|permit/i, 'RESIDENCE_PERMIT'],
  [/seam[ae]n|seafarer/i, 'SEAFARER_ID'],
  [/\btax|\btin\b|fiscal/i, 'TAX_NUMBER'],
  [/national|identity|\bid\b/i, 'NATIONAL_ID'],
];

/** The document of an Identification or Passport; null where it has no number. */
export function toDocument({ id, schema }: FtmEntity, values: FtmValues): StatedIdentification | null {
  const number = values.text('number') ?? values.text('passportNumber') ?? values.text('personalNumber');
  if (number === null) return null;
  const words = values.text('type');
  const type =
    schema === 'Passport' ? 'PASSPORT' : (typeOfWords.find(([pattern]) => pattern.test(words ?? ''))?.[1] ?? 'OTHER');
  return {
    type,
    number,
    country: values.country('country'),
    issuedAt: values.earliest('startDate'),
    expiresAt: values.latest('endDate'),
    scheme: words,
    sourceRef: id,
  };
}

/** The address of a wallet, as an identification of its holder. */
export function toWallet({ id }: FtmEntity, values: FtmValues): StatedIdentification | null {
  const number = values.text('publicKey');
  const scheme = ['publicKey', ...values.texts('currencySymbol')].join(' ');
  return number === null ? null : { type: 'OTHER', number, country: null, scheme, sourceRef: id };
}

/**
 * Documents that are entities of their own first, then the subject's numbers without those already stated: the same
 * number of the same type, of the same country or of none.
 */
export function withoutRepetitions(documents: readonly StatedIdentification[]): StatedIdentification[] {
  const kept: StatedIdentification[] = [];
  const rank = ({ sourceRef, country }: StatedIdentification): number => (sourceRef ? 0 : country ? 1 : 2);
  for (const document of [...documents].sort((one, other) => rank(one) - rank(other))) {
    const repeated = kept.some(
      ({ type, number, country, sourceRef }) =>
        type === document.type &&
        compactNumber(number) === compactNumber(document.number) &&
        (document.country === null || document.country === country) &&
        (document.sourceRef === undefined || document.sourceRef === sourceRef),
    );
    if (!repeated) kept.push(document);
  }
  return kept;
}
