import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Answered, CellPath } from '../../../../client/index.js';
import { Cell } from '../../../parts/Cell.js';
import { Wide } from '../../../parts/controls/Wide.js';
import { matchingTexts } from '../../../texts/matching.js';
import { searchTexts as texts } from '../../../texts/search.js';
import type { AskedSearch } from '../asking/restriction.js';
import { handlingColumns, type Kind, kindSearch, type Way } from '../kinds.js';
import { isHitReference } from '../references.js';
import type { SearchQuery } from '../search.gql.js';
import { CandidateCard } from './CandidateCard.js';
import { HitRow } from './HitRow.js';
import { RecordCells } from './RecordCells.js';
import { scoreWords } from './scoreWords.js';

interface RowsProps {
  readonly kind: Kind;
  readonly way: Way;
  readonly title: string;
  readonly rows: number;
  readonly answer: Answered<SearchQuery>;
  readonly asked: AskedSearch;
}

/** The records that one way found. Candidates have their score, and a card that is asked for when it is opened. */
export function RowsTable(props: RowsProps) {
  const { kind, way, title, rows } = props;
  const columns = [...kindSearch[kind].columns, ...handlingColumns.map(([column]) => column)];
  const isMatch = way === 'similar';
  return (
    <Wide label={title}>
      <table className="found">
        <caption>{title}</caption>
        <thead>
          <tr>
            {isMatch && <MatchHeads kind={kind} />}
            {columns.map(({ title: key, as }) => (
              <th key={key} scope="col" className={as === 'number' ? 'number' : undefined}>
                {texts.columns[key]}
              </th>
            ))}
            {isMatch && (
              <th scope="col" className="not-print">
                {texts.columns.card}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer neither move nor change
            <Row key={at} {...props} at={at} width={columns.length} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Ships in incidents are compared by features, and have no state. */
const hasState = (kind: Kind): boolean => kind !== 'incidents';

function MatchHeads({ kind }: { readonly kind: Kind }) {
  return (
    <>
      <th scope="col" className="number">
        {texts.columns.score}
      </th>
      {hasState(kind) && <th scope="col">{texts.columns.state}</th>}
    </>
  );
}

interface RowProps extends RowsProps {
  readonly at: number;
  /** How many columns a record has. */
  readonly width: number;
}

function Row(props: RowProps) {
  const { kind, way, answer, at, width } = props;
  if (way === 'similar') return <CandidateRow {...props} />;
  const path: CellPath = ['search', kind, way, at];
  const { id } = rowsOf(answer, kind, way)[at] ?? {};
  if (id !== undefined && isHitReference(id)) {
    return <HitRow answer={answer} kind={kind} path={path} id={id} width={width} />;
  }
  return (
    <tr>
      <RecordCells answer={answer} kind={kind} path={path} id={id} />
    </tr>
  );
}

function CandidateRow({ kind, answer, asked, at, width }: RowProps) {
  const [isOpen, open] = useState(false);
  const path: CellPath = ['search', kind, 'similar', at];
  const { record } = rowsOf(answer, kind, 'similar')[at] ?? {};
  return (
    <>
      <tr>
        <td className="number">
          <Cell answer={answer} path={[...path, 'score']} field={texts.columns.score ?? ''}>
            {scoreWords}
          </Cell>
        </td>
        {hasState(kind) && (
          <td>
            <Cell answer={answer} path={[...path, 'state']} field={texts.columns.state ?? ''}>
              {(state) => (
                <span title={matchingTexts.stateMeans[String(state)]}>
                  {matchingTexts.states[String(state)] ?? String(state)}
                </span>
              )}
            </Cell>
          </td>
        )}
        <RecordCells
          answer={answer}
          kind={kind}
          path={[...path, 'record']}
          id={record?.id}
          comparedPath={[...path, 'matchedName']}
        />
        <td className="not-print">
          <Button
            className="button quiet small-button"
            aria-expanded={isOpen}
            aria-label={texts.card.of(isOpen ? texts.card.close : texts.card.open, at + 1)}
            onPress={() => open(!isOpen)}
          >
            {isOpen ? texts.card.close : texts.card.open}
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr className="card-row">
          <td colSpan={width + (hasState(kind) ? 3 : 2)}>
            <CandidateCard kind={kind} asked={asked} at={at} />
          </td>
        </tr>
      )}
    </>
  );
}

interface FoundRow {
  readonly id?: string;
  readonly record?: { readonly id: string } | null;
}

function rowsOf({ data }: Answered<SearchQuery>, kind: Kind, way: Way): readonly FoundRow[] {
  const searched = data.search?.[kind] as Readonly<Partial<Record<Way, readonly FoundRow[] | null>>> | null | undefined;
  return searched?.[way] ?? [];
}
