import { type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';
import { guardsOf, readAccess } from '../../access.js';
import type { MatrixRows } from '../../checks/checkData.js';
import { type SourceDocument, spreadLabels } from '../../compose.js';
import { personLinksOf } from '../description/personLink.js';
import type { RecordDescription } from '../description/record.js';
import { records } from '../index.js';
import { person } from '../person.js';

/**
 * Fields of the SDL that show a person whom nobody protects there: on a type that no description makes a link to a person,
 * or of a category that is not `personal`, which protection does not mask. The source that keeps the records of persons
 * decides on each of them by its own envelope, and shows them by other types too.
 *
 * @returns one sentence a field, with its coordinate and what to write instead
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
    const say = (at: string, what: string): string => `${name}: ${at} ${what}`;
    return spread.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
      const type = definition.name.value;
      if (!links.has(type) && name === person.source) return [];
      return (definition.fields ?? []).filter(isOfPerson).flatMap((field) => {
        const at = `${type}.${field.name.value}`;
        if (!links.has(type))
          return [say(at, "shows a person whom no link protects: describe it as f.pointer('Person') beside `subject`")];
        const label = access.of(at);
        if (label && guardsOf(label).some((category) => personal.has(category))) return [];
        return [
          say(
            at,
            'shows a person, and its category is not `personal: true` in policy/matrix.yaml: none would be protected',
          ),
        ];
      });
    });
  });
}

function isOfPerson({ type }: FieldDefinitionNode): boolean {
  return namedType(type) === person.type;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
