import type { Policy } from '../../../policy/policy.js';
import { type LinkColumns, statedSubject } from '../../../policy/rows/linkPredicate.js';
import { linkSubject } from '../../../policy/rows/linkSubject.js';
import { identifier, sqlText } from '../../../policy/rows/sqlText.js';
import type { LinkSubject, SqlFragment } from '../../../policy/types.js';
import type { NoPerson, PersonLink } from '../../../schema/records/description/personLink.js';
import type { RawBuilder } from '../../../storage/kysely.js';
import { raw } from '../../../storage/sql.js';
import type { Listing } from '../listing.js';
import type { TypeShape } from '../shape.js';

/** A link to a person, for statements in which the table of links has this alias. */
export function linkColumnsOf(link: PersonLink, alias: string): LinkColumns {
  const { type, person, category, minor, role, birthDate } = link;
  return { type, alias, person, category, minor, role, birthDate, noPerson: noPersonOf(link, alias) };
}

/** The link to a person that listed rows are. Throws where they are none. */
export function linkOf({ type, link }: Pick<Listing<never, unknown>, 'type' | 'link'>): LinkColumns {
  if (!link) throw new Error(`${type} is no link to a person`);
  return link;
}

/** Holds where the row points at no person but at something that is none. Where it points at nothing, it may be a person. */
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
  const any = rest.reduce((left, right) => sqlText`${left} or ${right}`, first);
  return sqlText`(${column(person)} is null and (${any}))`;
}

/** What `linkSubjectColumn` selects: what the link says of the person, then what their record says, then the link's type. */
export type StatedLink = readonly [
  role: string | null,
  birthDate: string | null,
  category: string | null,
  minor: boolean | null,
  recordCategory: string | null,
  recordMinor: boolean | null,
  pointed: boolean,
  settled: boolean,
  publicSource: string | null,
  type: string,
];

/** A row of links to persons; null where the other end is no natural person. */
export interface LinkRow {
  readonly link_subject: StatedLink | null;
}

/** Column `link_subject` of a link, whose record has the alias `r`: the person at its end, as far as is known. */
export function linkSubjectColumn(link: LinkColumns): RawBuilder<unknown> {
  return raw(statedSubject(link, 'r'));
}

/**
 * The person at the end of the link that a row is; null for a type that is no link to persons, and for a link to no
 * natural person. Throws where a link's row does not say: nothing of it is shown then.
 */
export function subjectOfRow(policy: Policy, asOf: string, shape: TypeShape, row: object): LinkSubject | null {
  if (!shape.namesPerson) return null;
  if (!('link_subject' in row)) throw new Error(`a row of ${shape.name} does not say who is at its end`);
  return subjectOf(policy, asOf, row);
}

/** The person at the end of the link that a row is; null where the row does not say, and for a link to no natural person. */
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
