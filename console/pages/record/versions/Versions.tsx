import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Answered, cellState } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { Fold } from '../../../parts/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { Wide } from '../../../parts/Wide.js';
import { fieldLabel } from '../../../texts/fields.js';
import { recordTexts } from '../../../texts/record.js';
import { StateWords } from '../FieldValue.js';
import { OldText } from './SourceText.js';
import { Versions as versionsQuestion } from './versions.gql.js';

const texts = recordTexts.versions;
const path = ['node', 'versions'];

/** What the source said of a record before, newest first. */
export function Versions({ id, type }: { readonly id: string; readonly type: string }) {
  const [befores, setBefores] = useState<readonly (number | undefined)[]>([undefined]);
  return befores.map((before, at) => (
    <VersionPage
      key={before ?? 'newest'}
      {...{ id, type, before }}
      older={at === befores.length - 1 ? (version) => setBefores([...befores, version]) : undefined}
    />
  ));
}

function VersionPage(props: {
  readonly id: string;
  readonly type: string;
  readonly before: number | undefined;
  readonly older: ((before: number) => void) | undefined;
}) {
  const { id, type, before, older } = props;
  const asked = useAnswer(versionsQuestion, before === undefined ? { id } : { id, before });
  return <AnswerView asked={asked}>{(answer) => <VersionTable {...{ answer, id, type, older }} />}</AnswerView>;
}

function VersionTable(props: {
  readonly answer: Answered;
  readonly id: string;
  readonly type: string;
  readonly older: ((before: number) => void) | undefined;
}) {
  const { answer, id, type, older } = props;
  const state = cellState(answer, path);
  if (state.state !== 'shown' || !Array.isArray(state.value)) {
    const placed = { field: { as: 'text', name: 'versions' } as const, type, path };
    return (
      <StateWords answer={answer} placed={placed} page={id} state={state} none={texts.none} label={texts.heading} />
    );
  }
  if (state.value.length === 0) return <p>{texts.none}</p>;
  const last = cellState(answer, [...path, state.value.length - 1, 'version']);
  const oldest = last.state === 'shown' ? Number(last.value) : 1;
  return (
    <>
      <Wide label={texts.caption}>
        <table>
          <caption className="only-read">{texts.caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                {texts.columns.version}
              </th>
              <th scope="col">{texts.columns.recorded}</th>
              <th scope="col">{texts.columns.ended}</th>
              <th scope="col">{texts.columns.ending}</th>
              <th scope="col">{texts.columns.changed}</th>
              <th scope="col">{texts.columns.file}</th>
              <th scope="col">{texts.columns.text}</th>
            </tr>
          </thead>
          <tbody>
            {state.value.map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: versions of one answer neither move nor change
              <VersionRow key={at} answer={answer} at={at} id={id} />
            ))}
          </tbody>
        </table>
      </Wide>
      {older && oldest > 1 && (
        <Button className="button quiet" onPress={() => older(oldest)}>
          {texts.older}
        </Button>
      )}
    </>
  );
}

function VersionRow({ answer, at, id }: { readonly answer: Answered; readonly at: number; readonly id: string }) {
  const cell = (name: string, show?: (value: unknown) => string) => (
    <Cell
      answer={answer}
      path={[...path, at, name]}
      field={fieldLabel('RecordVersion', name)}
      origin={{ coordinate: `RecordVersion.${name}` }}
      {...(name === 'changedFields' ? { none: texts.notKept } : {})}
      {...(show ? { children: show } : {})}
    />
  );
  const version = cellState(answer, [...path, at, 'version']);
  const number = version.state === 'shown' ? Number(version.value) : undefined;
  return (
    <tr>
      <td className="number">{cell('version')}</td>
      <td>{cell('recordedAt')}</td>
      <td>{cell('endedAt')}</td>
      <td>{cell('ending', (value) => texts.endings[String(value)] ?? String(value))}</td>
      <td>{cell('changedFields')}</td>
      <td>
        {cell('file')}
        {', '}
        {cell('line')}
      </td>
      <td>
        {number !== undefined && (
          <Fold title={texts.show(number)} level={3}>
            {() => <OldText id={id} version={number} />}
          </Fold>
        )}
      </td>
    </tr>
  );
}
