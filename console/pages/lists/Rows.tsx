import { Link } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { Answered } from '../../../client/index.js';
import { AnswerView, Failure, Missing } from '../../parts/AnswerView.js';
import { highestMarking } from '../../parts/paper/highestMarking.js';
import { type DataColumn, DataTable } from '../../parts/table/DataTable.js';
import { type Pages, usePages } from '../../parts/usePages.js';
import { numberWords } from '../../parts/words.js';
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
              <Further pages={pages} rows={rows.length} />
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

function Further({ pages, rows }: { readonly pages: Pages<ListPage>; readonly rows: number }) {
  const { more, isAsking, error } = pages;
  return (
    <>
      {error !== undefined && <Failure error={error} />}
      <p className="actions list-further">
        <span role="status">
          {isAsking ? texts.asking : texts.loaded(numberWords(rows))} {!isAsking && !more && texts.end}
        </span>
        {(more || isAsking) && (
          <Button className="button not-print" onPress={() => more?.()} isDisabled={isAsking}>
            {texts.next(PAGE_ROWS)}
          </Button>
        )}
      </p>
    </>
  );
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
