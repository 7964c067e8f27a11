import { useMemo } from 'react';
import { ToggleButton } from 'react-aria-components';
import { Cell } from '../../../parts/Cell.js';
import { Advice } from '../../../parts/table/Advice.js';
import { type DataColumn, DataTable } from '../../../parts/table/DataTable.js';
import { constantWords } from '../../../parts/words.js';
import { matchingTexts } from '../../../texts/matching.js';
import { screeningTexts as texts } from '../../../texts/screening.js';
import { RecordName } from '../../search/found/RecordCells.js';
import { scoreWords } from '../../search/found/scoreWords.js';
import { LineDialog } from './LineDialog.js';
import type { Mark, WorkRow } from './rows.js';
import { resultWords } from './words.js';

interface WorkTableProps {
  readonly rows: readonly WorkRow[];
  readonly marks: ReadonlyMap<number, Mark>;
  mark(line: number, as: Mark | undefined): void;
}

/** The table to work through: each line, what came of it, its best candidate, and what its reader noted. */
export function WorkTable(props: WorkTableProps) {
  const { rows, marks, mark } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns change with the marks alone
  const columns = useMemo(() => columnsOf(marks, mark), [marks]);
  return (
    <div className="work-table">
      <DataTable caption={texts.caption} columns={columns} rows={rows} rowKey={({ line }) => String(line.line)} />
    </div>
  );
}

function columnsOf(marks: WorkTableProps['marks'], mark: WorkTableProps['mark']): readonly DataColumn<WorkRow>[] {
  const { columns } = texts;
  return [
    { id: 'line', title: columns.line, cell: ({ line }) => line.line, isNumber: true },
    { id: 'text', title: columns.text, cell: ({ line }) => <bdi className="pasted">{line.text}</bdi> },
    { id: 'as', title: columns.as, cell: ({ as }) => as && texts.kinds[as] },
    { id: 'result', title: columns.result, cell: (row) => <Result row={row} /> },
    {
      id: 'mark',
      title: columns.mark,
      cell: (row) => <Marks row={row} mark={marks.get(row.line.line)} choose={mark} />,
    },
    { id: 'best', title: columns.best, cell: (row) => <Best row={row} /> },
    {
      id: 'score',
      title: columns.score,
      cell: (row) => <OfMatch row={row} name="score" write={scoreWords} />,
      isNumber: true,
    },
    { id: 'state', title: columns.state, cell: (row) => <OfMatch row={row} name="state" write={stateWords} /> },
    { id: 'from', title: columns.from, cell: (row) => <OfRecord row={row} name="originator" /> },
    {
      id: 'marking',
      title: columns.marking,
      cell: (row) => <OfRecord row={row} name="classification" write={constantOf} />,
    },
  ];
}

const stateWords = (state: unknown): string => matchingTexts.states[String(state)] ?? String(state);
const constantOf = (value: unknown): string => constantWords(String(value));

function Result({ row }: { readonly row: WorkRow }) {
  const { found } = row;
  const isMany = found && found.candidates.length + found.hits.length > 0;
  return (
    <span className="result">
      <span className={found && found.hits.length > 0 ? 'chip chip-hit' : undefined}>
        <bdi>{resultWords(row)}</bdi>
      </span>{' '}
      {isMany && <LineDialog row={row} />}
      <Advice of={found?.advice} />
    </span>
  );
}

function Best({ row: { answer, found } }: { readonly row: WorkRow }) {
  const [best] = found?.candidates ?? [];
  if (!answer || !best) return null;
  const { kind, path, id, match } = best;
  return (
    <RecordName
      answer={answer}
      kind={kind}
      path={path}
      id={id}
      {...(match && { comparedPath: [...match, 'matchedName'] })}
    />
  );
}

function OfMatch(props: { readonly row: WorkRow; readonly name: 'score' | 'state'; write(value: unknown): string }) {
  const { row, name, write } = props;
  const [best] = row.found?.candidates ?? [];
  if (!row.answer || !best?.match) return null;
  return (
    <Cell answer={row.answer} path={[...best.match, name]} field={texts.columns[name]}>
      {write}
    </Cell>
  );
}

function OfRecord(props: { readonly row: WorkRow; readonly name: string; write?(value: unknown): string }) {
  const { row, name, write } = props;
  const [best] = row.found?.candidates ?? [];
  if (!row.answer || !best) return null;
  const path = [...best.path, 'handling', name];
  return <Cell answer={row.answer} path={path} field={texts.columns.marking} {...(write && { children: write })} />;
}

function Marks(props: {
  readonly row: WorkRow;
  readonly mark: Mark | undefined;
  choose(line: number, as: Mark | undefined): void;
}) {
  const { row, mark, choose } = props;
  const { line } = row.line;
  return (
    <span className="marks">
      {(['done', 'look'] as const).map((each) => (
        <ToggleButton
          key={each}
          className="button quiet mark"
          aria-label={texts.markOf(texts.marks[each], line)}
          isSelected={mark === each}
          onChange={(isSelected) => choose(line, isSelected ? each : undefined)}
        >
          {texts.marks[each]}
        </ToggleButton>
      ))}
    </span>
  );
}
