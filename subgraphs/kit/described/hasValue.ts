import { type Field, isEnum, type ListField, type ScalarField } from '../../../schema/records/description/fields.js';
import { parsers } from '../../../schema/records/description/parse.js';
import type { Member } from './objectPlan.js';

/**
 * SQL for whether a member of an object has a value, as `isPresent` defines it; null where only the value itself tells.
 *
 * @param alias of the table
 */
export function hasValue(member: Member, alias: string): string | null {
  if (member.kind === 'object') {
    const parts = [...member.members.values()].map((each) => hasValue(each, alias));
    return parts.includes(null) ? null : parts.join(' or ');
  }
  const { name, field } = member.column;
  const column = `${alias}.${name}`;
  if (member.kind === 'column') return holds(field, column);
  const { kind, store } = field as ScalarField;
  // Why null: a text without the identifier's form leads nowhere.
  return store && parsers[kind] ? null : `${column} <> ''`;
}

function holds(field: Field, column: string): string {
  if (isEnum(field)) return `${column} = any(${codes(field)})`;
  switch (field.kind) {
    case 'list': {
      const { of } = field as ListField;
      return isEnum(of) ? `${column} && ${codes(of)}` : `cardinality(${column}) > 0`;
    }
    case 'pointer':
      return `${column} <> ''`;
    case 'entries':
      return `jsonb_array_length(${column}) > 0`;
    case 'json':
      return `${column} <> 'null'`;
    case 'properties':
      return `${column} <> '{}'`;
    default:
      return `${column} is not null`;
  }
}

/** The codes that the SDL shows; any other that is stored is no value. */
function codes({ codes: { stored } }: { readonly codes: NonNullable<ScalarField['codes']> }): string {
  const list = stored.map((code) => (typeof code === 'number' ? code : `'${code.replaceAll("'", "''")}'`));
  return `array[${list.join(', ')}]`;
}
