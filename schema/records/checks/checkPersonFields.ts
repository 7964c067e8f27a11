import { type DocumentNode, type FieldDefinitionNode, Kind } from 'graphql';
import { guardsOf, readAccess } from '../../access.js';
import { type SourceDocument, spreadLabels } from '../../compose.js';
import type { MatrixRows } from '../../matrixRows.js';
import { namedType } from '../../namedType.js';
import { personLinksOf } from '../description/personLink.js';
import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';
import { person } from '../person.js';

/**
 * Fields of the SDL that show a person, or lead from one, without protection: on a type that no description makes a link to a
 * person, or in a category that is not `personal` and so is not masked. The source that keeps the records of persons decides on
 * each by its own envelope, and shows them by other types too.
 *
 * @returns one sentence for each field, with its coordinate and what to write instead
 */
export function checkPersonFields(
  sources: readonly SourceDocument[],
  { personal }: Pick<MatrixRows, 'personal'>,
): string[] {
  return sources.flatMap(({ name, document }) => {
    const own = Object.values<RecordDescription>(records).filter(({ source }) => source === name);
    const links = new Set(own.flatMap(personLinksOf).map(({ type }) => type));
    const spread = spreadLabels(document);
    const access = readAccess(spread);
    const isPersonal = (at: string): boolean => {
      const label = access.of(at);
      return label !== undefined && guardsOf(label).some((each) => personal.has(each));
    };
    const isPublic = (at: string): boolean => access.of(at)?.category === 'public';
    return fieldsOf(spread).flatMap(([type, field]): string[] => {
      const at = `${type}.${field.name.value}`;
      if (name === person.source && !links.has(type)) return [];
      if (type === person.type && !isPublic(at) && !isPersonal(at))
        return [`${name}: ${at} leads from a person ${hint}`];
      if (namedType(field.type) !== person.type) return [];
      if (!links.has(type)) return [`${name}: ${at} shows a person whom no link protects: ${linkHint}`];
      return isPersonal(at) ? [] : [`${name}: ${at} shows a person ${hint}`];
    });
  });
}

const hint = 'in a category that is not `personal: true` in policy/matrix.yaml: it would not be masked';
const linkHint = "describe it as f.pointer('Person') beside `subject`";

function fieldsOf({ definitions }: DocumentNode): readonly (readonly [type: string, field: FieldDefinitionNode])[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    return (definition.fields ?? []).map((field) => [definition.name.value, field] as const);
  });
}
