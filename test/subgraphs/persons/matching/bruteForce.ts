import {
  analyseRecord,
  askedClauses,
  type ComparedRecord,
  compareRecords,
  cutOff,
  nameKeys,
} from '../../../../matching/index.js';
import type { Asker, PersonsSource } from '../ask.js';

const everything = `{ persons(first: 100) { edges { node { id names { name } birthDates birthPlace nationality gender
  identifications { type number } } cursor } pageInfo { hasNextPage endCursor } } }`;

/** A person as it is answered. */
export interface Shown {
  readonly id: string;
  readonly names: readonly { readonly name: string | null }[] | null;
  readonly birthDates: readonly string[] | null;
  readonly birthPlace: string | null;
  readonly nationality: readonly string[] | null;
  readonly gender: string | null;
  readonly identifications: readonly { readonly type: string | null; readonly number: string | null }[] | null;
}

/** What is answered to this asker, record by record: nothing else may be compared. */
export async function shownTo(source: PersonsSource, asker: Asker): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  for (let after: string | null = null; ; ) {
    const text: string = everything.replace(
      'first: 100',
      after === null ? 'first: 100' : `first: 100, after: "${after}"`,
    );
    const { data } = await source.ask(asker, text);
    const page = data?.persons as { edges: { node: Shown }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    shown.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return shown;
    after = page.pageInfo.endCursor;
  }
}

/** The same as it is compared. */
export function asCompared({
  names,
  birthDates,
  birthPlace,
  nationality,
  gender,
  identifications,
}: Shown): ComparedRecord {
  const documents = (identifications ?? []).flatMap(({ type, number }) =>
    type && number ? [{ kind: type, number }] : [],
  );
  return {
    kind: 'person',
    names: (names ?? []).flatMap(({ name }) => name ?? []),
    birthDates: birthDates ?? [],
    ...(birthPlace ? { birthPlaces: [birthPlace] } : {}),
    nationalities: nationality ?? [],
    ...(gender ? { gender } : {}),
    documents,
  };
}

/** Best first, by comparison with every record that is answered. */
export function bruteForce(asked: ComparedRecord, shown: readonly Shown[]) {
  return shown
    .filter(({ names }) => names?.some(({ name }) => name !== null))
    .map((each) => ({ id: each.id, ...compareRecords(analyseRecord(asked), analyseRecord(asCompared(each))) }))
    .filter(({ score }) => score >= cutOff)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id, score }) => [id, score]);
}

/** The same among those whose names share the keys by which a record is looked for. */
export function bruteForceByKeys(asked: ComparedRecord, shown: readonly Shown[]) {
  const clauses = analyseRecord(asked).names.flatMap(askedClauses);
  const mayBeFound = (each: Shown): boolean => {
    const keys = new Set(analyseRecord(asCompared(each)).names.flatMap(nameKeys));
    return clauses.some((clause) => clause.keys.some((key) => keys.has(key)));
  };
  return bruteForce(asked, shown.filter(mayBeFound));
}
