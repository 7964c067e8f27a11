import { type DocumentNode, Kind, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import { joinTold, type Told, toldOf } from '../../../auditlog/told.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import { type Expected, expectedOf, type Keyed } from './expect.js';
import type { Knowledge } from './knowledge.js';

/** What an entry says of whom an answer told, by id. */
export type Named = ReadonlyMap<string, Told>;

/** Where an entry and an answer differ. */
export interface Compared {
  /** Subjects that were looked for. */
  readonly expected: number;
  /** What the answer told of, and the entry does not name; or of which data were shown, and the entry says that none were. */
  readonly missing: readonly Expected[];
  /** Records that the entry names, and that no answer to the question has, nor is asked for by it; none where rows are counted. */
  readonly strangers: readonly string[];
}

/** Fields that name rows which they do not show. */
const counts = /\b(?:totalCount|facets|histogram|sum|wordsCount)\b/;

/** What an entry says of each id: of one under several types, as a number may be, what says more. */
export function namedBy(groups: readonly DisclosedGroup[]): Named {
  const named = new Map<string, Told>();
  for (const group of groups)
    for (const id of group.ids) named.set(id, joinTold(toldOf(group), named.get(id) ?? 'ASKED'));
  return named;
}

/**
 * Compares whom an answer told of with whom its entry names.
 *
 * @param asked the question and its variables, as text: what it names may be named
 * @throws AnotherAnswer where an answer of `keyed` is not the same
 */
export function compare(
  knowledge: Knowledge,
  { answer, asked }: { readonly answer: unknown; readonly asked: string },
  keyed: Keyed,
  named: Named,
): Compared {
  const expected = expectedOf(knowledge, answer, keyed);
  const missing = expected.filter(
    ({ anyOf, least = 'PRESENCE' }) =>
      !anyOf.some((ids) => ids.every((id, at) => isTold(named.get(id), at === 0 ? least : 'PRESENCE'))),
  );
  const same = JSON.stringify(keyed.same);
  const hits = hitsBeside(knowledge, same, named);
  const told = `${same} ${JSON.stringify(keyed.more)} ${asked}`;
  const owners = new Set([...named.keys()].map((id) => knowledge.links.get(id)?.owner));
  // Rows that are counted stand in no answer: test/subgraphs/kit/counting/ holds that they are those that paging shows.
  const strangers = counts.test(asked)
    ? []
    : [...named.keys()].filter(
        (id) => knowledge.records.has(id) && !told.includes(id) && !owners.has(id) && !hits.named.has(id),
      );
  return {
    expected: expected.length + hits.shown,
    missing: [...missing, ...hits.missing],
    strangers,
  };
}

/** What a hit shows in the place of its id, by the type of its record: a reference, which the log does not have. Loads have long ids too. */
const references = /"id":"([a-z]+_)[\w-]{40,}"/g;

/** Hits that an answer shows, and as many records of each type that the entry names as hits. */
function hitsBeside({ records }: Knowledge, same: string, named: Named) {
  const ids = [...named].flatMap(([id, told]) => (told === 'HIT' ? [id] : []));
  const shown = [
    ...new Map([...same.matchAll(references)].map(([reference, type = '']) => [reference, type])).values(),
  ];
  const found = new Set<string>();
  const missing: Expected[] = [];
  const ofRecords = new Set([...records].map((id) => id.slice(0, id.indexOf('_') + 1)));
  for (const type of shown.filter((each) => ofRecords.has(each))) {
    const id = ids.find((each) => each.startsWith(type) && !found.has(each));
    if (id === undefined) missing.push({ path: `${type}hit`, anyOf: [[]] });
    else found.add(id);
  }
  return { shown: found.size + missing.length, named: found, missing };
}

/** Whether an entry says at least so much. That a look-up has hit somebody says that they are there. */
function isTold(told: Told | undefined, least: Told): boolean {
  return told !== undefined && (told === 'HIT' ? least !== 'SHOWN' : joinTold(told, least) === told);
}

/** Paths of the lists of the root that are under a filter with a condition in it. */
export function filteredRoots(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  const paths = (operation?.selectionSet.selections ?? []).flatMap((field) => {
    if (field.kind !== Kind.FIELD) return [];
    const filter = field.arguments?.find(({ name }) => name.value === 'filter')?.value;
    return filter && hasCondition(valueFromASTUntyped(filter, { ...variables }))
      ? [`.${field.alias?.value ?? field.name.value}`]
      : [];
  });
  return new Set(paths);
}

function hasCondition(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(hasCondition);
  if (typeof filter === 'object' && filter !== null) return Object.values(filter).some(hasCondition);
  return filter !== null && filter !== undefined;
}
