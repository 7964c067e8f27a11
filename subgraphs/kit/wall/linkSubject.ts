import type { Policy } from '../../../policy/policy.js';
import { type LinkColumns, statedSubject } from '../../../policy/rows/linkPredicate.js';
import { linkSubject } from '../../../policy/rows/linkSubject.js';
import type { LinkSubject } from '../../../policy/types.js';
import type { RawBuilder } from '../../../storage/kysely.js';
import { raw } from '../../../storage/sql.js';
import type { TypeShape } from './shape.js';

/**
 * What `linkSubjectColumn` selects: role, birth date, stated and told category and minority, whether settled, source if
 * public, type of the link.
 */
export type StatedLink = readonly [
  string | null,
  string | null,
  string | null,
  boolean | null,
  string | null,
  boolean | null,
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
  if (!shape.hasSubject) return null;
  const { link_subject: stated } = row as Partial<LinkRow>;
  if (stated === undefined) throw new Error(`a row of ${shape.name} does not say who stands at its end`);
  if (stated === null) return null;
  const [role, birthDate, category, minor, recordCategory, recordMinor, settled, publicSource, type] = stated;
  return linkSubject(policy, asOf, {
    type,
    role,
    birthDate,
    category,
    minor,
    recordCategory,
    recordMinor,
    settled,
    publicSource,
  });
}
