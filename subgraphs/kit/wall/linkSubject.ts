import type { Policy } from '../../../policy/policy.js';
import { type LinkColumns, statedSubject } from '../../../policy/rows/linkPredicate.js';
import { linkSubject } from '../../../policy/rows/linkSubject.js';
import { identifier, sqlText } from '../../../policy/rows/sqlText.js';
import type { LinkSubject, SqlFragment } from '../../../policy/types.js';
import type { NoPerson, PersonLink } from '../../../schema/records/description/personLink.js';
import type { RawBuilder } from '../../../storage/kysely.js';
import { raw } from '../../../storage/sql.js';
import type { TypeShape } from '../shape.js';
import type { Listing } from '../types.js';

/** A link to a person as statements have it whose table of links has this alias. */
export function linkColumnsOf(link: PersonLink, alias: string): LinkColumns {
  const { type, person, category, minor, role, birthDate } = link;
  return { type, alias, person, category, minor, role, birthDate, noPerson: noPersonOf(link, alias) };
}

/** The link to a person that listed rows are. Throws where they are none. */
export function linkOf({ type, link }: Pick<Listing<never, unknown>, 'type' | 'link'>): LinkColumns {
  if (!link) throw new Error(`${type} is no link to a person`);
  return link;
}

/** True where no person is pointed at, and something else is that is none. Why else a person: it may be one. */
function noPersonOf({ person, noPerson }: PersonLink, alias: string): SqlFragment | null {
  const column = (name: string): SqlFragment => sqlText`${identifier(alias)}.${identifier(name)}`;
  const says = ({ column: name, type, values }: NoPerson): SqlFragment => {
    if (values === null) return sqlText`${column(name)} is not null`;
    const isList = type.endsWith('[]');
    const list = sqlText`${values}::${{ strings: [isList ? type : `${type}[]`], values: [] }}`;
    return isList ? sqlText`${column(name)} && ${list}` : sqlText`${column(name)} = any(${list})`;
  };
  const [first, ...rest] = noPerson.map(says);
  if (first === undefined) return null;
  const any = rest.reduce((one, other) => sqlText`${one} or ${other}`, first);
  return sqlText`(${column(person)} is null and (${any}))`;
}

/**
 * What `linkSubjectColumn` selects: role, birth date, stated and told category and minority, whether it points at a record,
 * whether settled, source if public, type of the link.
 */
export type StatedLink = readonly [
  string | null,
  string | null,
  string | null,
  boolean | null,
  string | null,
  boolean | null,
  boolean,
  boolean,
  string | null,
  string,
];

/** A row of links to persons; null where the other end is no natural person. */
export interface LinkRow {
  readonly link_subject: StatedLink | null;
}

/** Column `link_subject` of a link, whose record has the alias `r`: who stands at its end, as far as is known. */
export function linkSubjectColumn(link: LinkColumns): RawBuilder<unknown> {
  return raw(statedSubject(link, 'r'));
}

/**
 * Who stands at the end of the link that a row is; null for a type that is no link to persons, and for a link to no
 * natural person. Throws where a link's row does not say: nothing of it is shown then.
 */
export function subjectOfRow(policy: Policy, asOf: string, shape: TypeShape, row: object): LinkSubject | null {
  if (!shape.namesPerson) return null;
  if (!('link_subject' in row)) throw new Error(`a row of ${shape.name} does not say who stands at its end`);
  return subjectOf(policy, asOf, row);
}

/** Who stands at the end of the link that a row says it is; null where it says nothing, and for a link to no natural person. */
export function subjectOf(policy: Policy, asOf: string, row: object): LinkSubject | null {
  const { link_subject: stated } = row as Partial<LinkRow>;
  if (stated === undefined || stated === null) return null;
  const [role, birthDate, category, minor, recordCategory, recordMinor, pointed, settled, publicSource, type] = stated;
  return linkSubject(policy, asOf, {
    type,
    role,
    birthDate,
    category,
    minor,
    recordCategory,
    recordMinor,
    pointed,
    settled,
    publicSource,
  });
}
