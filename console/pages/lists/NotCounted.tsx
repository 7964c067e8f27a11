import { Refusal } from '../../../client/index.js';
import { Failure } from '../../parts/AnswerView.js';
import { listTexts as texts } from '../../texts/lists.js';

/** Why something is not counted. A filter that policy refuses is told in full where the rows are, and once. */
export function NotCounted({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  if (error instanceof Refusal && error.code === 'FILTER_NOT_PERMITTED') return <p>{texts.facets.refused}</p>;
  return <Failure error={error} again={again} />;
}
