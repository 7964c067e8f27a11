import type { FtmSchema } from '../../formats/ftm/model/model.js';
import { propertiesOf } from '../../formats/ftm/model/model.js';

/** An entity of FollowTheMoney about to be written. */
export interface WrittenEntity {
  readonly id: string;
  readonly schema: FtmSchema;
  readonly caption?: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

type Value = string | number | null | undefined;

/** Values of properties, by their names. */
export type Values = Readonly<Record<string, Value | readonly Value[]>>;

/** Properties of an entity, those without a value left out. */
export function toProperties(values: Values): Record<string, readonly string[]> {
  const properties: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    const texts = [value].flat().filter((one) => one !== null && one !== undefined && one !== '');
    if (texts.length > 0) properties[name] = [...new Set(texts.map(String))];
  }
  return properties;
}

/** A country as FollowTheMoney writes it. */
export function toFtmCountry(code: string | null | undefined): string | null {
  return code?.toLowerCase() ?? null;
}

/** True where the schema has a property of this name for identifiers. */
export function isIdentifierOf(schema: FtmSchema, name: string): boolean {
  return propertiesOf(schema).get(name)?.type === 'identifier';
}

/** An entity as one line, its line end included. */
export function toFtmLine({ id, schema, caption, properties }: WrittenEntity): string {
  return `${JSON.stringify({ id, ...(caption === undefined ? {} : { caption }), schema, properties })}\n`;
}
