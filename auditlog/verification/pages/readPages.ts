import type { LogQuery } from '../../store/pool.js';
import { findNextEntry } from '../../store/verification.js';
import type { CheckedPage } from './checkedPage.js';
import type { PageChecker, Places } from './checkPages.js';

/** Checks a log page by page, in order; a hole of many pages is skipped at once. */
export async function* readPages(
  db: LogQuery,
  checker: PageChecker,
  places: Places & { readonly pageSize: number },
): AsyncGenerator<CheckedPage> {
  const { log, to: size, pageSize } = places;
  const check = (from: number): Promise<CheckedPage> =>
    checker.check({ log, from, to: Math.min(size, from + pageSize) });
  let next = places.from;
  let pages: Promise<CheckedPage>[] = [];
  while (pages.length > 0 || next < size) {
    for (; pages.length <= checker.ahead && next < size; next += pageSize) pages.push(quiet(check(next)));
    const page = await (pages.shift() ?? check(next));
    yield page;
    if (page.indices.length > 0 || page.to >= size) continue;
    await Promise.allSettled(pages);
    pages = [];
    next = (await findNextEntry(db, log, page.to)) ?? size;
  }
}

/** Marks a rejection as handled: an earlier page may end the reading before this one is awaited. */
function quiet(page: Promise<CheckedPage>): Promise<CheckedPage> {
  page.catch(() => undefined);
  return page;
}
