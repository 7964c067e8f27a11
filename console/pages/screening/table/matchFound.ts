import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import type { InLanguages } from '../../../parts/table/matchRows.js';
import type { Kind } from '../../search/kinds.js';
import { type Found, nothingKnown, type Worth, worthOf } from './found.js';

interface Matched {
  readonly state?: string | null;
  readonly hitState?: string | null;
  readonly advice?: InLanguages | null;
  readonly hitContact?: string | null;
  readonly hit?: { readonly id: string } | null;
  readonly matches?: readonly { readonly record?: { readonly id: string } | null }[] | null;
}

/** What was found of a line that is a name. `path` is where its result stands. */
export function matchFound(answer: Answered, path: CellPath, kind: Kind): Found {
  const [list = '', at = 0] = path;
  const results = (answer.data as Readonly<Record<string, readonly (Matched | null)[] | null | undefined>>)[list];
  const matched = results?.[Number(at)];
  if (!matched) return nothingKnown;
  const candidates = (matched.matches ?? []).flatMap(({ record }, place) => {
    const match = [...path, 'matches', place];
    return record ? [{ kind, id: record.id, path: [...match, 'record'], match }] : [];
  });
  const hits = matched.hit ? [{ reference: matched.hit.id, contact: matched.hitContact ?? undefined }] : [];
  const advice = matched.advice ?? undefined;
  return { worth: matchWorth(answer, path, matched), candidates, hits, ...(advice && { advice }) };
}

function matchWorth(answer: Answered, path: CellPath, { state, hitState }: Matched): Worth {
  const isFailed = ['state', 'matches', 'hit'].some(
    (part) => cellState(answer, [...path, part]).state === 'unanswered',
  );
  if (isFailed) return 'unanswered';
  const searched = worthOf(state) ?? 'unanswered';
  return searched === 'whole' ? (worthOf(hitState) ?? 'whole') : searched;
}
