import type { Holding, Recipient, SubjectDatum, WholeAnswer } from '../answer.js';
import { type SubjectSource, subjectSources } from '../sources.js';

/** A value that is other than it was: null before where it was added, null after where it was erased. */
export interface ChangedDatum {
  readonly path: string;
  readonly coordinate: string;
  readonly category: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A record or link that is other than it was. */
export interface ChangedHolding {
  readonly source: SubjectSource;
  readonly holding: string;
  /** ERASED: it is no more; ADDED: it was not there before. */
  readonly what: 'CORRECTED' | 'ERASED' | 'ADDED';
  readonly data: readonly ChangedDatum[];
}

/** Somebody whom the earlier data were shown to, and who is to be told of the change. */
export interface ToNotify {
  readonly source: SubjectSource;
  readonly agency: string | null;
  readonly country: string | null;
  readonly thirdCountry: boolean;
  readonly contact: string | null;
  /** What of it changed or was erased; null where the agency's looks are restricted: ask it. */
  readonly categories: readonly string[] | null;
  readonly months: readonly string[];
}

/** What a later answer says otherwise than an earlier one, and who is to be told of it. */
export interface Comparison {
  readonly changed: readonly ChangedHolding[];
  /** @see Directive (EU) 2016/680, Article 16(6); Regulation (EU) 2016/679, Article 19; Regulation (EU) 2018/1725, Articles 21 and 82(6) */
  readonly toNotify: readonly ToNotify[];
}

/** Compares two answers about one person. Both are whole; recipients are those of the earlier one. */
export function compare(before: WholeAnswer, after: WholeAnswer): Comparison {
  const changed = subjectSources.flatMap((source) => changedIn(source, before[source].found, after[source].found));
  return { changed, toNotify: subjectSources.flatMap((source) => toNotifyOf(source, before, changed)) };
}

function changedIn(source: SubjectSource, before: readonly Holding[], after: readonly Holding[]): ChangedHolding[] {
  const later = new Map(after.map((holding) => [holding.id, holding]));
  const earlier = new Set(before.map(({ id }) => id));
  const kept = before.flatMap((holding): ChangedHolding[] => {
    const now = later.get(holding.id);
    const data = changedData(holding.data, now?.data ?? []);
    if (now && data.length === 0) return [];
    return [{ source, holding: holding.id, what: now ? 'CORRECTED' : 'ERASED', data }];
  });
  const added = after
    .filter(({ id }) => !earlier.has(id))
    .map(({ id, data }): ChangedHolding => ({ source, holding: id, what: 'ADDED', data: changedData([], data) }));
  return [...kept, ...added];
}

/** By field and value, not by place: what follows an erased value in its list moves up, and is no correction. */
function changedData(before: readonly SubjectDatum[], after: readonly SubjectDatum[]): ChangedDatum[] {
  const gone = without(before, after);
  const come = without(after, before);
  const changed = gone.map((datum): ChangedDatum => {
    const same = come.findIndex(({ path, coordinate }) => path === datum.path && coordinate === datum.coordinate);
    const [now] = same === -1 ? [] : come.splice(same, 1);
    return changedDatum(datum, datum.value, now?.value ?? null);
  });
  return [...changed, ...come.map((datum) => changedDatum(datum, null, datum.value))];
}

function without(data: readonly SubjectDatum[], others: readonly SubjectDatum[]): SubjectDatum[] {
  const left = new Map<string, number>();
  for (const datum of others) left.set(keyOf(datum), (left.get(keyOf(datum)) ?? 0) + 1);
  return data.filter((datum) => {
    const count = left.get(keyOf(datum)) ?? 0;
    if (count > 0) left.set(keyOf(datum), count - 1);
    return count === 0;
  });
}

function keyOf({ coordinate, path, value }: SubjectDatum): string {
  return JSON.stringify([coordinate, path.replaceAll(/\[\d+\]/g, ''), value]);
}

function changedDatum(
  { path, coordinate, category }: SubjectDatum,
  before: string | null,
  after: string | null,
): ChangedDatum {
  return { path, coordinate, category, before, after };
}

function toNotifyOf(source: SubjectSource, before: WholeAnswer, changed: readonly ChangedHolding[]): ToNotify[] {
  const earlier = changed.filter((each) => each.source === source && each.what !== 'ADDED');
  const categories = new Set(
    earlier.flatMap(({ data }) => data.filter((datum) => datum.before !== null).map(({ category }) => category)),
  );
  if (categories.size === 0) return [];
  const byAgency = new Map<string, ToNotify>();
  for (const row of before[source].seen?.recipients.rows ?? []) {
    const one = oneToNotify(source, before.agency, row, categories);
    if (!one) continue;
    const key = JSON.stringify([one.agency, one.categories === null]);
    byAgency.set(key, joined(byAgency.get(key), one));
  }
  return [...byAgency.values()];
}

// One's own officers see the corrected data where they look again; presence is no disclosure of data.
function oneToNotify(
  source: SubjectSource,
  own: string,
  row: Recipient,
  categories: ReadonlySet<string>,
): ToNotify | null {
  const { agency, country, thirdCountry, contact, month } = row;
  if (agency === own || (agency === null && !row.restricted)) return null;
  const one = { source, agency, country, thirdCountry, contact };
  if (row.restricted) return { ...one, categories: null, months: [] };
  const shown = row.told === 'SHOWN' ? (row.categories ?? []).filter((each) => categories.has(each)) : [];
  return shown.length === 0 ? null : { ...one, categories: shown, months: month === null ? [] : [month] };
}

function joined(before: ToNotify | undefined, one: ToNotify): ToNotify {
  if (!before) return one;
  const categories = one.categories && [...new Set([...(before.categories ?? []), ...one.categories])].sort();
  return { ...before, categories, months: [...new Set([...before.months, ...one.months])].sort() };
}
