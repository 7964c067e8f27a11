import { askedPairKeys, matcherVersion } from '../../../matching/index.js';
import { aboveClearancePredicate, askedPredicate } from '../../../policy/predicate.js';
import { PortcullisError } from '../../../schema/errors.js';
import { lookUpKeys } from '../../../schema/identifiers/documentNumber.js';
import { identificationTypes } from '../../../schema/records/parts/subject.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, slot } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { HandlingRow } from '../../kit/rows.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Period, wordsOf } from '../../kit/subject/asked.js';
import { envelope, handlingOf } from '../../kit/wall/envelope.js';
import { matchedKinds } from '../matchedRepository.js';
import type { StatedSubject } from './input.js';

/** A record of a person of the asked agency that may be of the one who asks. */
export interface CandidateRow extends HandlingRow {
  readonly ref: string;
  readonly asked_names: readonly string[];
  readonly asked_births: readonly string[];
  readonly asked_periods: readonly Period[];
  readonly asked_document: boolean;
  readonly asked_eori: boolean;
  readonly gender: string | null;
  readonly birth_place: string | null;
  readonly birth_country: string | null;
  readonly nationality: readonly string[];
  readonly identifications: readonly {
    readonly type: string;
    readonly country?: string | null;
    readonly number: string;
  }[];
  /** False: only the clearance keeps it from this viewer, and it is counted alone. */
  readonly asked_opened: boolean;
}

/** The same, or a row of nulls beside it where there is none. */
type ToldRow = { readonly unread: boolean } & (CandidateRow | { readonly id: null });

/**
 * Records with a pair of words of the name, the date of birth, a document or the EORI number: whether each is the person's is still
 * to be told. One statement.
 *
 * @throws PortcullisError SOURCE_TIMEOUT where names of the agency wait for their keys: one of them may be the person's
 */
export async function findCandidates(session: SourceSession, asked: StatedSubject): Promise<readonly CandidateRow[]> {
  const statement = session.kept(findCandidates, '', () => compileCandidates(session));
  const values = {
    agency: asked.agency,
    pairs: askedPairKeys(wordsOf(asked.name) ?? []),
    born: asked.birthDate,
    documents: documentKeysOf(asked),
    eori: asked.eori,
  };
  // Why planned for its values: how many names share a pair of words differs a thousandfold.
  const rows = await session.db.rows(statement, { values, planForValues: true });
  if (rows.some(({ unread }) => unread))
    throw new PortcullisError('SOURCE_TIMEOUT', { facts: { source: session.source } });
  return rows.flatMap((row) => (row.id === null ? [] : [row]));
}

/*
 * Why a union of reads: each uses the index of its datum, where one condition of them all would read the whole table. Why the list
 * of ids beside the join: PostgreSQL cannot know how few are found.
 */
function compileCandidates(session: SourceSession): Prepared<ToldRow> {
  const { policy, facts } = session;
  const [opened, above] = [askedPredicate, aboveClearancePredicate].map((of) => raw<boolean>(of(policy, facts, 'r')));
  const version = sql.raw(String(matcherVersion));
  const ofAgency = sql`r.originator = ${slot('agency')}::text`;
  const keysOf = (name: 'pairs' | 'documents') =>
    sql`(select unnest(cast(${slot(name)} as text[])) as key offset 0) asked`;
  return compileStatement(sql<ToldRow>`
    with met as materialized (
      select r.id from ${keysOf('pairs')} join persons.person r on r.match_keys @> array[asked.key]
      union select r.id from persons.person r where r.birth_dates @> array[cast(${slot('born')} as text)]
      union select r.id from ${keysOf('documents')} join persons.person r on r.identification_keys @> array[asked.key]
      union select r.id from persons.person r where r.eori = cast(${slot('eori')} as text)
    )
    select told.unread, found.* from (select exists (
      select from persons.person r where (r.matcher_version < ${version} or r.matcher_version > ${version}
        or r.matcher_version is null) and ${ofAgency}
    ) as unread) told left join (
      select r.id, r.ref, ${matchedKinds.persons.names} as asked_names, r.birth_dates as asked_births,
        r.birth_periods as asked_periods, r.identification_keys && cast(${slot('documents')} as text[]) as asked_document,
        coalesce(r.eori = cast(${slot('eori')} as text), false) as asked_eori,
        r.gender, r.birth_place, r.birth_country, r.nationality, r.identifications,
        ${envelope('r')}, ${handlingOf('r')}, ${opened} as asked_opened
      from persons.person r
      where r.id = any(array(select id from met)) and ${ofAgency} and (${opened} or ${above}) offset 0
    ) found on true order by found.id`);
}

/** Keys under which the documents are stored. `OTHER` is the kind where the source states none. */
function documentKeysOf({ documents }: StatedSubject): readonly string[] {
  return documents.flatMap(({ number, country, kind }) => {
    const types = kind === null ? identificationTypes.stored : [kind, 'OTHER'];
    return types.flatMap((type) => lookUpKeys({ type, country, number }));
  });
}

/** The firm's record under an EORI number of the asked agency; the same columns of it that a person's has. */
export type FirmRow = HandlingRow & Pick<CandidateRow, 'ref' | 'asked_names' | 'asked_opened'>;

/** Records of the firm of that number; whether the person trades under it is still to be told. One statement, none without a number. */
export async function findFirms(session: SourceSession, { agency, eori }: StatedSubject): Promise<readonly FirmRow[]> {
  if (eori === null) return [];
  const statement = session.kept(findFirms, '', () => {
    const { policy, facts } = session;
    const [opened, above] = [askedPredicate, aboveClearancePredicate].map((of) => raw<boolean>(of(policy, facts, 'r')));
    return compileStatement(sql<FirmRow>`
      select r.id, r.ref, ${matchedKinds.organizations.names} as asked_names, ${envelope('r')}, ${handlingOf('r')},
        ${opened} as asked_opened from persons.organization r
      where r.eori = ${slot('eori')}::text and r.originator = ${slot('agency')}::text and (${opened} or ${above}) order by r.id`);
  });
  return session.db.rows(statement, { values: { agency, eori } });
}
