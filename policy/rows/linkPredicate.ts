import type { Policy } from '../policy.js';
import type { SqlFragment } from '../types.js';
import { cutoff, unprotectedSubjects } from './linkSubject.js';
import { all, any, identifier, OfInstant, sqlText } from './sqlText.js';

/** Where a table of links says who stands at the other end. Names are ours and plain; nothing of a client's gets there. */
export interface LinkColumns {
  /** Type of the link, e.g. `SeizurePerson`, by whatever type of the SDL its row is shown. */
  readonly type: string;
  /** Alias of the table of links in the statement. */
  readonly alias: string;
  /** Column of the reference to a person's record. */
  readonly person: string;
  /** Columns of what the delivery states of the person. */
  readonly category: string;
  readonly minor: string;
  readonly role: string | null;
  readonly birthDate: string | null;
  /** True where the other end is known to be no natural person; null where it always is one. */
  readonly noPerson: SqlFragment | null;
}

/** True where the person at the end of a link is known and not protected, or no person: the twin of `linkSubject`. */
export function isUnprotected(policy: Policy, link: LinkColumns, recordAlias: string): SqlFragment {
  const { roles, publicLists } = policy.linkSubjects;
  const column = (name: string): SqlFragment => sqlText`${identifier(link.alias)}.${identifier(name)}`;
  const record = column('record_category');
  const [names, categories] = [Object.keys(roles), Object.values(roles)];
  const byRole =
    link.role === null
      ? sqlText`null::text`
      : sqlText`(${categories}::text[])[array_position(${names}::text[], ${column(link.role)})]`;
  const listed = sqlText`case when ${publicSource(recordAlias)} = any(${publicLists}::text[]) then 'OTHER' end`;
  const born = link.birthDate === null ? null : column(link.birthDate);
  const known = all([
    isSettled(link),
    sqlText`${column(link.minor)} is not true`,
    sqlText`${column('record_minor')} is not true`,
    // Why "C": dates are compared as text, letter by letter, as `linkSubject` does.
    ...(born === null
      ? []
      : [
          sqlText`(${born} is null or (${born} || substr('-12-31', length(${born}) - 3)) collate "C" <= ${new OfInstant(cutoff)}::text)`,
        ]),
    sqlText`coalesce(coalesce(${column(link.category)}, ${byRole}, ${listed}, ${record})
      = any(${unprotectedSubjects}::text[]), false)`,
    ...[column(link.category), byRole, record].map(
      (said) => sqlText`coalesce(${said} = any(${unprotectedSubjects}::text[]), true)`,
    ),
  ]);
  // Why coalesce: a party of no stated kind is neither known to be a person nor to be none, and the negation must find it.
  return link.noPerson === null ? known : any([sqlText`coalesce(${link.noPerson}, false)`, known]);
}

/** What `linkSubject` is made of, as one JSON list; null where the other end is no natural person. */
export function statedSubject(link: LinkColumns, recordAlias: string): SqlFragment {
  const column = (name: string | null): SqlFragment =>
    name === null ? sqlText`null` : sqlText`${identifier(link.alias)}.${identifier(name)}`;
  const parts = [
    column(link.role),
    column(link.birthDate),
    ...[link.category, link.minor, 'record_category', 'record_minor'].map(column),
    isSettled(link),
    publicSource(recordAlias),
    sqlText`${link.type}::text`,
  ];
  const comma: SqlFragment = { strings: [', '], values: [] };
  const list = parts.reduce((left, right) => sqlText`${left}${comma}${right}`);
  const built = sqlText`jsonb_build_array(${list})`;
  return link.noPerson === null ? built : sqlText`case when ${link.noPerson} then null else ${built} end`;
}

function publicSource(recordAlias: string): SqlFragment {
  const r = identifier(recordAlias);
  return sqlText`case when ${r}.classification = 0 then ${r}.source end`;
}

function isSettled(link: LinkColumns): SqlFragment {
  const table = identifier(link.alias);
  return sqlText`(${table}.${identifier(link.person)} is null or ${table}.subject_known)`;
}
