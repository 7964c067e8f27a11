import type { Policy } from '../policy.js';
import type { SqlFragment } from '../types.js';
import { cutoff, unprotectedSubjects } from './linkSubject.js';
import { all, always, any, identifier, never, OfInstant, sqlText } from './sqlText.js';

/** Where a table of links says who is at the other end. The names are our own, never a client's. */
export interface LinkColumns {
  /** Type of the link, e.g. `SeizurePerson`, whatever SDL type shows its row. */
  readonly type: string;
  /** Alias of the table of links in the statement. */
  readonly alias: string;
  /** Column of the reference to a person's record. */
  readonly person: string;
  /** Columns of what the delivery states about the person. */
  readonly category: string;
  readonly minor: string;
  readonly role: string | null;
  readonly birthDate: string | null;
  /** True where the other end is known not to be a natural person; null where it always is one. */
  readonly noPerson: SqlFragment | null;
}

/**
 * True where the person at the end of a link is not protected, or is no natural person: the twin of `linkSubject` and
 * `isProtected`.
 *
 * @param own true where the record is the viewer's own; null: a person whose category nobody states is always protected
 */
export function isUnprotected(
  policy: Policy,
  link: LinkColumns,
  recordAlias: string,
  own: SqlFragment | null,
): SqlFragment {
  const words = wordsOf(policy, link, recordAlias);
  const isOpen = all([
    isSettled(link),
    ...isAdult(link),
    any([
      all([
        sqlText`coalesce(coalesce(${words.stated}, ${words.byRole}, ${words.listed}, ${words.record})
      = any(${unprotectedSubjects}::text[]), false)`,
        ...[words.stated, words.byRole, words.record].map(
          (word) => sqlText`coalesce(${word} = any(${unprotectedSubjects}::text[]), true)`,
        ),
      ]),
      isUntoldAndOpen(policy, link, words, own),
    ]),
  ]);
  // Coalesced because a party of no stated kind gives null, and the negation of the predicate must find it.
  return link.noPerson === null ? isOpen : any([sqlText`coalesce(${link.noPerson}, false)`, isOpen]);
}

/** The category that each statement about the person gives, or null. */
function wordsOf({ linkSubjects: { roles, publicLists } }: Policy, link: LinkColumns, recordAlias: string) {
  const [names, categories] = [Object.keys(roles), Object.values(roles)];
  return {
    stated: columnOf(link, link.category),
    byRole:
      link.role === null
        ? sqlText`null::text`
        : sqlText`(${categories}::text[])[array_position(${names}::text[], ${columnOf(link, link.role)})]`,
    listed: sqlText`case when ${publicSource(recordAlias)} = any(${publicLists}::text[]) then 'OTHER' end`,
    record: columnOf(link, 'record_category'),
  };
}

function isUntoldAndOpen(
  { linkSubjects: { untold } }: Policy,
  link: LinkColumns,
  words: ReturnType<typeof wordsOf>,
  own: SqlFragment | null,
): SqlFragment {
  const are = untold[link.type]?.are ?? 'PROTECTED';
  if (are === 'PROTECTED' || own === null) return never;
  const statements = [columnOf(link, link.person), ...Object.values(words)];
  return all([are === 'OWN' ? own : always, ...statements.map((word) => sqlText`${word} is null`)]);
}

function isAdult(link: LinkColumns): readonly SqlFragment[] {
  const stated = [link.minor, 'record_minor'].map((name) => sqlText`${columnOf(link, name)} is not true`);
  if (link.birthDate === null) return stated;
  const born = columnOf(link, link.birthDate);
  return [
    ...stated,
    // Collated "C" so that dates are compared as text, byte by byte, as `linkSubject` does.
    sqlText`(${born} is null or (${born} || substr('-12-31', length(${born}) - 3)) collate "C" <= ${new OfInstant(cutoff)}::text)`,
  ];
}

function columnOf(link: LinkColumns, name: string): SqlFragment {
  return sqlText`${identifier(link.alias)}.${identifier(name)}`;
}

/** The input of `linkSubject` as one JSON array; null where the other end is not a natural person. */
export function statedSubject(link: LinkColumns, recordAlias: string): SqlFragment {
  const column = (name: string | null): SqlFragment => (name === null ? sqlText`null` : columnOf(link, name));
  const parts = [
    column(link.role),
    column(link.birthDate),
    ...[link.category, link.minor, 'record_category', 'record_minor'].map(column),
    sqlText`${column(link.person)} is not null`,
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
  return sqlText`(${columnOf(link, link.person)} is null or ${columnOf(link, 'subject_known')})`;
}
