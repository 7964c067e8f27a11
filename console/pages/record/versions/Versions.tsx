import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { recordTexts } from '../../../texts/record.js';
import { columnsOf, itemsAt } from '../columns.js';
import { versionFields } from '../kinds/terms.js';
import { RowsTable } from '../RowsTable.js';
import { StateWords } from '../StateWords.js';
import { OldText } from './SourceText.js';
import { Versions as versionsQuestion } from './versions.gql.js';

const texts = recordTexts.versions;
const path = ['node', 'versions'];
const columns = columnsOf('RecordVersion', versionFields);

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

interface PageOf {
  readonly id: string;
  readonly type: string;
  /** Asks for those before a version; undefined: they are asked for. */
  readonly older: ((before: number) => void) | undefined;
}

function VersionPage({ id, type, older, before }: PageOf & { readonly before: number | undefined }) {
  const asked = useAnswer(versionsQuestion, before === undefined ? { id } : { id, before });
  return <AnswerView asked={asked}>{(answer) => <VersionTable {...{ answer, id, type, older }} />}</AnswerView>;
}

function VersionTable({ answer, id, type, older }: PageOf & { readonly answer: Answered }) {
  const state = cellState(answer, path);
  const rows = itemsAt(answer, path);
  if (rows.length === 0) {
    const placed = { field: { as: 'text', name: 'versions' } as const, type, path };
    return <StateWords {...{ answer, placed, state, page: id }} none={texts.none} label={texts.heading} />;
  }
  const oldest = versionAt(answer, rows.at(-1) ?? []);
  return (
    <>
      <RowsTable
        caption={texts.caption}
        columns={columns}
        pages={[{ answer, rows }]}
        page={id}
        beneath={(row) => <Text id={id} version={versionAt(answer, row)} />}
      />
      {older && oldest > 1 && (
        <Button className="button quiet" onPress={() => older(oldest)}>
          {texts.older}
        </Button>
      )}
    </>
  );
}

const versionAt = (answer: Answered, row: CellPath): number => {
  const version = cellState(answer, [...row, 'version']);
  return version.state === 'shown' ? Number(version.value) : 0;
};

function Text({ id, version }: { readonly id: string; readonly version: number }) {
  return (
    <Fold title={texts.show(version)} level={3}>
      {() => <OldText id={id} version={version} />}
    </Fold>
  );
}
