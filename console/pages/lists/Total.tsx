import { useAnswer } from '../../parts/useAnswer.js';
import { numberWords } from '../../parts/words.js';
import { listTexts as texts } from '../../texts/lists.js';
import { countDocument } from './asking/documents.js';
import type { FilterInput } from './filters/filterOf.js';
import type { ListKind } from './kinds/kind.js';
import type { Count } from './time/barsOf.js';

/** How many rows there are, as exactly as it is known. Why it is not counted is told where the rows are. */
export function Total({ kind, filter }: { readonly kind: ListKind; readonly filter: FilterInput | undefined }) {
  const asked = useAnswer(countDocument(kind), { filter });
  const count = asked.state === 'answered' ? asked.answer.data.list?.totalCount : undefined;
  const words = count ? texts.found.records(countWords(count)) : texts.found.unknown;
  return (
    <p className="list-total" role="status">
      <strong>{asked.state === 'loading' ? texts.found.counting : words}</strong>
    </p>
  );
}

/** A number of rows in words: exactly, at least, or why there is none. */
export function countWords(count: Count | null): string {
  if (typeof count?.number === 'number') return texts.found.exact(numberWords(count.number));
  if (typeof count?.atLeast === 'number' && count.atLeast > 0) return texts.found.atLeast(numberWords(count.atLeast));
  return texts.found.notCounted;
}
