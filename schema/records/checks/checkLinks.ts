import type { FieldColumn } from '../description/columns.js';
import type { Field, Fields } from '../description/fields.js';
import { personColumns, type Rows, rowsOf, subjectBeside } from '../description/personLink.js';
import type { RecordDescription } from '../description/record.js';

/**
 * References of a description that cannot be stored, and persons it points at who could not be protected.
 *
 * @returns one sentence for each fault, with its place and what to write instead
 */
export function checkLinks({ source, type, table, fields }: RecordDescription): string[] {
  const say = (at: string, what: string): string => `${source}: ${at} ${what}`;
  return rowsOf(type, table, fields).flatMap((rows) => [
    ...personFaults(rows, say),
    ...pointerFaults(rows.type, rows.fields, say),
  ]);
}

type Say = (at: string, what: string) => string;

const ofPerson = "f.pointer('Person')";

function personFaults({ type, fields }: Rows, say: Say): string[] {
  const persons = personColumns(fields);
  const at = ({ path }: FieldColumn): string => `${type}.${path.join('.')}`;
  if (persons.length > 1)
    return [
      say(
        persons.map(at).join(' and '),
        `are several persons in one row, which has room for the subject of one: list them with f.child({ role: f.code(...), person: ${ofPerson}, subject }, ...)`,
      ),
    ];
  const [person] = persons;
  if (!person)
    return 'subject' in fields
      ? [say(`${type}.subject`, `is the subject of a person, and there is no ${ofPerson} beside it`)]
      : [];
  if (subjectBeside(fields, person) !== null) return [];
  const beside = 'put `subject` of schema/records/parts/shared.ts beside it, or say why not with `unprotected`';
  return [say(at(person), `points at a person, and nothing says what that person is to the case: ${beside}`)];
}

/** References without a column of their own, and those that bypass a pointer. */
function pointerFaults(at: string, fields: Fields, say: Say, isInJson = false): string[] {
  return Object.entries(fields).flatMap(([name, field]): string[] => {
    const place = `${at}.${name}`;
    if (field.leadsTo?.type === 'Person')
      return [say(place, `leads to a person without any protection: write ${ofPerson} beside \`subject\``)];
    if (isReferenceWithoutColumn(field, isInJson))
      return [
        say(place, 'is a reference in a list or in jsonb, and has no column of its own: list it with f.child(...)'),
      ];
    if (field.column === null || !('fields' in field) || field.kind === 'child') return [];
    return pointerFaults(place, field.fields, say, isInJson || field.kind !== 'group');
  });
}

function isReferenceWithoutColumn(field: Field, isInJson: boolean): boolean {
  if (field.kind === 'list') return 'of' in field && field.of.kind === 'pointer';
  // What is not shown is not in the jsonb.
  return isInJson && field.kind === 'pointer' && field.node !== null;
}
