import type { Answered } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { recordTexts } from '../../../texts/record.js';
import { SourceRecord, VersionText } from './versions.gql.js';

const texts = recordTexts.versions;

/** A version that was superseded, in the words that it came in. */
export function OldText({ id, version }: { readonly id: string; readonly version: number }) {
  const asked = useAnswer(VersionText, { id, before: version + 1 });
  return (
    <AnswerView asked={asked}>
      {(answer) => <Texts answer={answer} at={['node', 'versions', 0]} type="RecordVersion" />}
    </AnswerView>
  );
}

/** A record as it stands in its file now. */
export function SourceText({ id }: { readonly id: string }) {
  const asked = useAnswer(SourceRecord, { id });
  return (
    <AnswerView asked={asked}>
      {(answer) => <Texts answer={answer} at={['node', 'provenance']} type="Provenance" page={id} />}
    </AnswerView>
  );
}

function Texts(props: {
  readonly answer: Answered;
  readonly at: readonly (string | number)[];
  readonly type: string;
  readonly page?: string;
}) {
  const { answer, at, type, page } = props;
  const part = (name: 'statement' | 'sourceRecord') => (
    <>
      <h3>{texts[name]}</h3>
      <Cell
        answer={answer}
        path={[...at, name]}
        field={texts[name]}
        origin={{ coordinate: `${type}.${name}`, record: page }}
      >
        {(value) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <pre className="source-text" tabIndex={0}>
            <bdi>{name === 'statement' ? pretty(String(value)) : String(value)}</bdi>
          </pre>
        )}
      </Cell>
    </>
  );
  return (
    <>
      {part('sourceRecord')}
      {part('statement')}
    </>
  );
}

/** JSON text with line breaks; other text as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
