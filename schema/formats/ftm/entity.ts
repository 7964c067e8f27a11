import { type FtmSchema, propertiesOf } from './model.js';

/** A FollowTheMoney entity to write. */
export interface WrittenEntity {
  readonly id: string;
  readonly schema: FtmSchema;
  readonly caption?: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

type Value = string | number | null | undefined;

/** Values by property name. */
export type Values = Readonly<Record<string, Value | readonly Value[]>>;

/** Properties of an entity, without those that have no value. */
export function toProperties(values: Values): Record<string, readonly string[]> {
  const properties: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    const texts = [value].flat().filter((item) => item !== null && item !== undefined && item !== '');
    if (texts.length > 0) properties[name] = [...new Set(texts.map(String))];
  }
  return properties;
}

/** A country code as FollowTheMoney writes it. */
export function toFtmCountry(code: string | null | undefined): string | null {
  return code?.toLowerCase() ?? null;
}

/** Whether the schema has an identifier property of this name. */
export function isIdentifierOf(schema: FtmSchema, name: string): boolean {
  return propertiesOf(schema).get(name)?.type === 'identifier';
}

/** An entity as one line, including its line end. */
export function toFtmLine({ id, schema, caption, properties }: WrittenEntity): string {
  return `${JSON.stringify({ id, ...(caption === undefined ? {} : { caption }), schema, properties })}\n`;
}
