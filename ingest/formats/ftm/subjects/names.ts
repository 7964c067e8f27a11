import type { NameKind, StatedName } from '../../../records/persons.js';
import type { FtmEntity } from '../entity.js';
import type { FtmValues } from '../values.js';

const nameProperties: readonly (readonly [string, NameKind])[] = [
  ['name', 'NAME'],
  ['alias', 'ALIAS'],
  ['abbreviation', 'ALIAS'],
  ['weakAlias', 'WEAK_ALIAS'],
  ['previousName', 'PREVIOUS'],
];

/**
 * Names by rank, each once, the caption first where it is one of them. Without any, a person has the parts of a name, an
 * aircraft its registration mark, and anything its caption.
 */
export function toNames({ id, caption, schema }: FtmEntity, values: FtmValues): StatedName[] {
  const names = new Map<string, NameKind>();
  const listed = values.texts('name');
  if (caption !== null && listed.includes(caption)) names.set(caption, 'NAME');
  for (const [property, kind] of nameProperties)
    for (const name of values.texts(property)) if (!names.has(name)) names.set(name, kind);
  if (names.size === 0) {
    const parts = ['firstName', 'middleName', 'lastName'].map((property) => values.text(property));
    const mark = schema === 'Airplane' ? values.text('registrationNumber') : null;
    const name = parts.filter((part) => part !== null).join(' ') || mark || caption;
    // A caption that is only the schema's label or the id is no name.
    if (name && name !== id && name !== schema) names.set(name, 'NAME');
  }
  return [...names].map(([name, kind]) => ({ name, kind }));
}
