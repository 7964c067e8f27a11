import { groupDecisions } from '../../../../auditlog/decided.js';
import { decodeCells } from '../../../../client/cells.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';

/**
 * An answer as far as it must be equal: data with its order of keys; errors by place and code; reports, whatever their
 * order. Sealed texts are new each time.
 *
 * Where null went up from a field that may not be null, graphql-js leaves what it had begun below: it answers before
 * those statements are done, and what it reports of them depends on who was faster. Compiled execution waits for all that
 * it began and reports it. Of such an answer data and the places of its errors are compared.
 */
export function comparable(answer: SourceAnswer): object {
  const { data, errors = [], extensions } = answer;
  const values = JSON.stringify(data ?? null, (_key, value: unknown) => (isSealed(value) ? 'sealed' : value));
  const places = errors.map(({ path }) => nulledPlace(data, path ?? []));
  if (errors.some(({ path }, index) => (path ?? []).length !== places[index]?.length)) {
    return { data: values, errors: [...new Set(places.map((place) => JSON.stringify(place)))].sort() };
  }
  const disclosed = (extensions?.manifest.disclosed ?? []).flatMap(({ ids, ...group }) =>
    ids.map((id) => JSON.stringify([id, group])),
  );
  return {
    data: values,
    hasData: data !== undefined,
    errors: errors.map((error) => JSON.stringify(error)).sort(),
    withheld: (extensions?.withheld ?? []).map((line) => JSON.stringify(line)).sort(),
    cells: extensions?.cells?.map((line) => JSON.stringify(line)).sort(),
    disclosed: disclosed.sort(),
    decided: groupDecisions(extensions?.manifest.decided ?? [], (text) => text),
    hits: extensions?.manifest.hits,
    statements: extensions?.manifest.statements,
  };
}

/**
 * Lines of a report whose cells are not as many as it counts: each by what it says, for all entities and rules together. Null where
 * an error took away objects that were counted.
 */
export function miscounted({ errors = [], extensions }: SourceAnswer): readonly string[] | null {
  if (errors.length > 0 || !extensions?.cells) return null;
  const counts = new Map<string, number>();
  const faulty: string[] = [];
  for (const { count, byEntity, rule: _rule, ...said } of extensions.withheld) {
    const key = JSON.stringify(said);
    counts.set(key, (counts.get(key) ?? 0) + count);
    const isSum = byEntity === undefined || byEntity.reduce((sum, looks) => sum + looks, 0) === count;
    if (!isSum || (said.path[0] === '_entities') !== (byEntity !== undefined)) faulty.push(`${key}: ${byEntity}`);
  }
  const faults = extensions.cells.flatMap(({ cells, ...line }) => {
    const key = JSON.stringify(line);
    const count = counts.get(key) ?? 0;
    counts.delete(key);
    const held = cells && decodeCells(cells).reduce((sum, holds) => sum + holds, 0);
    return count > 0 && (held === undefined || held === count) ? [] : [`${key}: ${held} of ${count}`];
  });
  return [...faulty, ...faults, ...counts.keys()];
}

/** The part of an error's path that leads to the null which it left. */
function nulledPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [index, step] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, index);
    value = (value as Record<string | number, unknown>)[step];
  }
  return path;
}

/** A sealed text, or the salt of a certificate. */
function isSealed(value: unknown): boolean {
  return typeof value === 'string' && /^([A-Za-z0-9_-]{60,}|[0-9a-f]{32})$/.test(value);
}
