import { Link } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { Answered } from '../../../client/index.js';
import { AnswerView, Missing } from '../../parts/AnswerView.js';
import { highestMarking } from '../../parts/paper/highestMarking.js';
import { type DataColumn, DataTable } from '../../parts/table/DataTable.js';
import { Further } from '../../parts/table/Further.js';
import { usePages } from '../../parts/usePages.js';
import { listTexts as texts } from '../../texts/lists.js';
import { type ListPage, pageDocument } from './asking/documents.js';
import { ListCell, type ListRow, NameCell } from './cells.js';
import type { FilterInput } from './filters/filterOf.js';
import { RefusedNotice } from './filters/RefusedNotice.js';
import type { ListColumn } from './kinds/kind.js';
import type { ListParts } from './useListState.js';

const PAGE_ROWS = 100;

/** Where the page behind an answer begins. */
const cursorOf = ({ data }: Answered<ListPage>): string | undefined =>
  data.list?.pageInfo.hasNextPage ? (data.list.pageInfo.endCursor ?? undefined) : undefined;

/** The rows of a list as a table, page by page. */
export function Rows(
  props: ListParts & {
    readonly columns: readonly ListColumn[];
    readonly filter: FilterInput | undefined;
    /** Told the highest marking among the rows, for print. */
    mark(words: string): void;
  },
) {
  const { kind, rights, state, columns, filter, mark } = props;
  const { order } = state;
  const variables = useMemo(() => ({ first: PAGE_ROWS, filter, order }), [filter, order]);
  const pages = usePages(pageDocument(kind, columns), variables, cursorOf);
  const { asked } = pages;
  const titled = useMemo(
    () => columns.map((column) => columnOf(column, column === kind.columns[0], kind.id, rights.mayOrder)),
    [columns, kind, rights],
  );
  useEffect(() => mark(highestMarking(pages.answers.map(({ data }) => data))), [mark, pages.answers]);
  const rows = useMemo(() => pages.answers.flatMap((answer) => rowsOf(answer, kind.type)), [pages.answers, kind]);
  if (asked.state === 'failed') return <RefusedNotice {...{ kind, state }} error={asked.error} again={asked.again} />;
  return (
    <AnswerView asked={asked}>
      {(answer) => (
        <>
          <Advice answer={answer} />
          {pages.answers.slice(1).map((each) => (
            <Missing key={each.extensions.requestId} answer={each} />
          ))}
          {rows.length === 0 ? (
            answer.data.list && <p className="list-empty">{filter ? texts.emptyNarrowed : texts.empty}</p>
          ) : (
            <>
              <DataTable
                caption={texts.title(kind.id)}
                columns={titled}
                rows={rows}
                rowKey={rowKey}
                order={order}
                onOrder={state.orderBy}
              />
              <Further pages={pages} rows={rows.length} next={texts.next(PAGE_ROWS)} texts={texts} />
            </>
          )}
        </>
      )}
    </AnswerView>
  );
}

const rowKey = ({ id }: ListRow): string => id;

const rowsOf = (answer: Answered<ListPage>, type: string): ListRow[] =>
  answer.data.list?.edges?.flatMap((edge, index) =>
    edge?.node ? [{ id: edge.node.id, answer, path: ['list', 'edges', index, 'node'], type }] : [],
  ) ?? [];

function columnOf(
  column: ListColumn,
  isName: boolean,
  kind: string,
  mayOrder: (field: string) => boolean,
): DataColumn<ListRow> {
  const title = texts.title(column.id, kind);
  const Of = isName ? NameCell : ListCell;
  return {
    id: column.id,
    title,
    isNumber: column.writing === 'number',
    ...(column.order !== undefined && mayOrder(column.order) ? { order: column.order } : {}),
    cell: (row) => <Of row={row} column={column} field={title} />,
  };
}

/** What the graph advises, lest an empty list be read as "nobody". */
function Advice({ answer }: { readonly answer: Answered }) {
  return answer.extensions.advice?.map(({ path, message }) => (
    <div className="notice notice-partial" role="status" key={path}>
      <p>
        {message} <Link to="/">{texts.advice}</Link>
      </p>
    </div>
  ));
}
