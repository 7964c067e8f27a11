import { searchTexts } from '../../../texts/search.js';
import type { Limit, Reach } from './coverage.js';

const { coverage, forms: formTexts, kinds: kindTexts, limit: texts } = searchTexts;

/** A limit in a sentence; one of names says that nobody is ruled out. */
export function limitWords({ of, why, kinds, forms }: Limit): string {
  const all = kinds.map((kind) => kindTexts[kind]).join(', ');
  if (of === 'unanswered') return texts.unanswered(all);
  if (of === 'hits') return texts.way(all, coverage.hits.title.toLowerCase(), coverage.hits[why as 'LIMITED']);
  if (of === 'exact' && forms.length > 0)
    return texts.forms(all, forms.map((form) => formTexts[form] ?? form).join(', '));
  const said = texts.way(all, coverage[of].title.toLowerCase(), coverage[of][why as Reach]);
  return of === 'similar' ? `${said} ${texts.nobody}` : said;
}
