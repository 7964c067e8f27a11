import { Choice } from '../../parts/controls/Choice.js';
import { workbenchTexts as texts } from '../../texts/workbench.js';
import type { TypedQuestion } from './useQuestion.js';

/** Where a document has several operations: which one runs. */
export function OperationChoice({ of }: { readonly of: TypedQuestion }) {
  const { operations, chosen, choose } = of;
  if (operations.length === 0) return null;
  const options = operations.map((id) => ({ id, text: id === '' ? texts.history.unnamed : id }));
  return <Choice label={texts.operation} value={chosen} onChange={choose} options={options} />;
}
