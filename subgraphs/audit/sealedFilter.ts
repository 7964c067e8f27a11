import { foundByFilter } from '../../auditlog/entry/body/words.js';
import { numberText, tokenKinds } from '../../auditlog/entry/tokens.js';
import { type Period, searchAskers, searchTokens } from '../../auditlog/store/tokenSearch.js';
import type { Told } from '../../auditlog/told.js';
import { badUserInput } from '../../schema/errors.js';
import { identifierKey, numberTypes } from '../../schema/identifiers/identifierKey.js';
import type { EntityPseudonyms } from '../kit/request.js';

/** A filter on entries, or a part of one. */
type Filter = Readonly<Record<string, unknown>>;

/** Leaves whose values are tokens in entries. */
export const tokenLeaves: ReadonlySet<string> = new Set([...Object.keys(foundByFilter), 'entity']);

/** The leaf of the asker's name, which a column holds as a pseudonym. */
const asker = 'subjectName';

/** What tokens are made with: the keys of the index, and the agencies and months that have entries. */
export interface TokenIndex {
  readonly keys: readonly Uint8Array[];
  readonly periods: readonly Period[];
}

/** Whether a filter asks for anything sealed. */
export function asksSealed(filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => {
    if (value === null || value === undefined) return false;
    if (name === 'not') return asksSealed(value as Filter);
    return name === 'and' || name === 'or'
      ? (value as Filter[]).some(asksSealed)
      : name === asker || tokenLeaves.has(name);
  });
}

/** Whether only entries with one of its tokens meet a filter. */
export function isNarrow(filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => {
    if (value === null || value === undefined) return false;
    return name === 'and' ? (value as Filter[]).some(isNarrow) : tokenLeaves.has(name);
  });
}

/**
 * The filter with tokens in place of the values that only the blind index knows. A value has a token for each key that the
 * index ever had, each agency and each month, and an entity for each of its names, so that `eq` becomes `in`.
 */
export async function toTokens(index: TokenIndex, entityPseudonyms: EntityPseudonyms, filter: Filter): Promise<Filter> {
  const members = Object.entries(filter).map(async ([name, value]): Promise<[string, unknown]> => {
    if (value === null || value === undefined) return [name, value];
    if (name === 'not') return [name, await toTokens(index, entityPseudonyms, value as Filter)];
    if (name === 'and' || name === 'or')
      return [name, await Promise.all((value as Filter[]).map((each) => toTokens(index, entityPseudonyms, each)))];
    if (name === 'entity') return [name, { in: await entityTokens(index, entityPseudonyms, value as SoughtEntity) }];
    if (name === asker) return [name, within(value, (values) => searchAskers(index.keys, index.periods, values))];
    const by = foundByFilter[name];
    if (!by) return [name, value];
    const { kind, sought = asItIs } = by;
    const stated = typeof value === 'string' ? { eq: value } : value;
    const tokens = within(stated, (values) =>
      searchTokens(
        index.keys,
        index.periods,
        [kind],
        values.map(sought).filter((text) => text !== ''),
      ),
    );
    return [name, tokens.in === undefined ? {} : { in: await tokens.in }];
  });
  return Object.fromEntries(await Promise.all(members));
}

/** Tokens of the values that conditions allow. Where `eq` and `in` are given, both must hold, so `eq` must be in the list. */
function within<Tokens>(stated: unknown, make: (values: readonly string[]) => Tokens): { readonly in?: Tokens } {
  const { eq, in: any } = stated as { readonly eq?: string | null; readonly in?: readonly string[] | null };
  if (typeof eq === 'string') return { in: make(any && !any.includes(eq) ? [] : [eq]) };
  return any ? { in: make(any) } : {};
}

function asItIs(text: string): string {
  return text;
}

/** The entity that a search of the log is for. */
interface SoughtEntity {
  readonly id?: string | null;
  readonly type?: string | null;
  readonly number?: string | null;
  /** How much the answers told of it; all where null. */
  readonly told?: readonly Told[] | null;
}

/** The tokens of an entity: for each of its names, and each amount that was told of it. */
async function entityTokens(
  { keys, periods }: TokenIndex,
  entityPseudonyms: EntityPseudonyms,
  { id, type, number, told }: SoughtEntity,
): Promise<Buffer> {
  const isNumber = typeof type === 'string' && typeof number === 'string';
  if (isNumber === (typeof id === 'string') || (!isNumber && (type ?? number ?? null) !== null))
    throw badUserInput('An entity is stated by its id, or by the type of a number and the number.', { at });
  if (isNumber && !numberTypes.has(type))
    throw badUserInput(`A number is of one of these types: ${[...numberTypes].join(', ')}.`, { at });
  const texts = isNumber
    ? [numberText(type, identifierKey(type, number))]
    : [id as string, ...(new Map(Object.entries(entityPseudonyms)).get(id as string) ?? [])];
  const kinds = new Set((told ?? allTold).map((amount) => tokenKinds[amount]));
  return await searchTokens(keys, periods, [...kinds], texts);
}

const at = 'AuditEntryFilter.entity';
const allTold: readonly Told[] = ['SHOWN', 'PRESENCE', 'ASKED'];
