import type { EntryHeader } from '../../../auditlog/types.js';
import type { Agency, Policy } from '../../../policy/policy.js';
import type { SeenLook, SeenTold } from './lookAt.js';

/** A row of the answer, as the SDL names it. */
export interface Recipient {
  readonly agency: string | null;
  readonly agencyKind: string | null;
  readonly country: string | null;
  readonly thirdCountry: boolean;
  readonly told: SeenTold | null;
  readonly purpose: string | null;
  /** UTC: `2026-11`. */
  readonly month: string | null;
  readonly categories: readonly string[] | null;
  readonly times: number | null;
  readonly restricted: boolean;
  readonly contact: string | null;
}

/** An agency that looked, as one of its entries states it. */
export type LookedAgency = Pick<EntryHeader, 'agency' | 'agencyKind'>;

/** A look of which everything may be told that the answer tells of any. */
export interface ToldLook extends SeenLook {
  readonly header: Pick<EntryHeader, 'agency' | 'agencyKind' | 'at' | 'purpose'>;
}

/** Looks as rows: those of one agency, amount, purpose and month together; newest month first, the agency's own before others'. */
export function toldRows(policy: Policy, own: string, looks: readonly ToldLook[]): readonly Recipient[] {
  const rows = new Map<string, Recipient & { readonly categories: readonly string[]; readonly times: number }>();
  for (const { header, told, categories } of looks) {
    const month = header.at.slice(0, 7);
    const key = JSON.stringify([header.agency, told, header.purpose, month]);
    const known = rows.get(key);
    rows.set(key, {
      ...agencyOf(policy, header.agency, header.agencyKind),
      ...{ told, purpose: header.purpose, month },
      categories: known ? [...new Set([...known.categories, ...categories])].sort() : categories,
      times: (known?.times ?? 0) + 1,
      restricted: false,
    });
  }
  return [...rows.values()].sort((a, b) => compare(sortKey(a, own), sortKey(b, own)));
}

/**
 * Agencies that looked, and of which no more is told: an authority in an inquiry is no recipient (Directive 2016/680, Article
 * 3(10)), so the row is the same whatever the agency looked for, how often, and how much it was told.
 */
export function restrictedRows(policy: Policy, looked: readonly LookedAgency[]): readonly Recipient[] {
  const sorted = looked.toSorted((a, b) => (`${a.agency}` < `${b.agency}` ? -1 : 1));
  return sorted.map(({ agency, agencyKind }) => ({
    ...agencyOf(policy, agency, agencyKind),
    ...{ told: null, purpose: null, month: null, categories: null, times: null },
    restricted: true,
  }));
}

/** What the directory says of an agency; of one that is no longer in it, the kind that its entry states. */
function agencyOf(policy: Policy, agency: string | null, stated: string | null) {
  const known: Agency | undefined = agency === null ? undefined : policy.agencies[agency];
  const agencyKind = known?.kind ?? stated;
  const { country = null, contact = null } = known ?? {};
  return { agency, agencyKind, country, thirdCountry: agencyKind === 'PARTNER_THIRD_COUNTRY', contact };
}

function sortKey({ agency, month, told, purpose }: Recipient, own: string): readonly string[] {
  const newestFirst = String(999_999 - Number(month?.replace('-', '')));
  return [agency === own ? '' : `${agency}`, newestFirst, `${told}`, `${purpose}`];
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((each, place) => each !== b[place]);
  return at < 0 ? 0 : (a[at] as string) < (b[at] as string) ? -1 : 1;
}
