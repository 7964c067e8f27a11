import { type FtmProperty, type FtmSchema, listedValues, propertiesOf } from '../../../../schema/formats/ftm/model.js';

/** Characters of a value at most, by FollowTheMoney's types; a text may have as many as `text`. */
const lengths: Readonly<Record<string, number>> = {
  ...{ address: 250, country: 16, date: 32, email: 250, gender: 16, identifier: 64, name: 384, number: 250 },
  ...{ phone: 64, string: 1024, text: 65_000, topic: 64, url: 4096 },
};

/** What values of a type look like, where not all texts will do. */
const forms: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d)?)?)?)?)?$/,
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  phone: /^\+\d{5,15}$/,
  url: /^https?:\/\/\S+$/,
};

/** How a value is written as one of a type. */
const writers: Readonly<Record<string, (text: string) => string>> = {
  country: (text) => text.toLowerCase(),
  // Why: FollowTheMoney's dates are UTC and name no zone.
  date: (text) => text.replace(/(?:\.\d+)?Z$/, ''),
  phone: (text) => text.replace(/[\s()./-]/g, ''),
};

/** A value as FollowTheMoney writes it; null where the property cannot hold it, so that it has to be told elsewhere. */
export function toPropertyValue({ type }: FtmProperty, value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = (writers[type] ?? String)(String(value));
  const most = lengths[type];
  if (text.trim() === '' || most === undefined || text.length > most) return null;
  const isFit = forms[type]?.test(text) !== false && listedValues.get(type)?.has(text) !== false;
  return isFit ? text : null;
}

/** A property of a schema that holds values and no entities. */
export function valueProperty(schema: FtmSchema, name: string): FtmProperty | undefined {
  const property = propertiesOf(schema).get(name);
  return property?.type === 'entity' ? undefined : property;
}

/**
 * Text as an id: letters, digits and hyphens, as FollowTheMoney has them, for the underscore of our ids a hyphen, and
 * anything else by its number, so that two texts never have one id.
 */
export function toFtmId(text: string): string {
  return text.replace(/[^0-9A-Za-z]/gu, (character) =>
    character === '_' ? '-' : `.${character.codePointAt(0)?.toString(16).padStart(6, '0')}`,
  );
}
