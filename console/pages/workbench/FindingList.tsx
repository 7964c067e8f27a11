import { workbenchTexts as texts } from '../../texts/workbench.js';
import type { TypedQuestion } from './useQuestion.js';

/** What is wrong with what was typed, in lines. */
export function FindingList({ of }: { readonly of: TypedQuestion }) {
  const lines = [
    ...of.findings.map(({ kind, line, message }) =>
      kind === 'error' ? texts.finding(line, message) : texts.notInView(line, message),
    ),
    ...of.variableFaults.map(texts.variablesFailed),
  ];
  return (
    <div role="status">
      {lines.length > 0 && (
        <ul className="findings">
          {[...new Set(lines)].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
