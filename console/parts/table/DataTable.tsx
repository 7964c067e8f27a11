import '../../styles/table.css';
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useId, useMemo, useRef } from 'react';
import { tableTexts as texts } from '../../texts/table.js';
import { type DataColumn, type DataOrder, nextOrder } from './column.js';
import { moveFocus } from './moveFocus.js';
import { PlainRows, type ShownRow } from './PlainRows.js';
import { useIsPrinting } from './useIsPrinting.js';
import { VirtualRows } from './VirtualRows.js';

export type { DataColumn, DataOrder } from './column.js';

/** More rows than these are in the page only where they are in sight, or printed. */
const MANY_ROWS = 200;

const features = tableFeatures({ columnVisibilityFeature });

/**
 * A table of rows as the graph gives them: real rows and heads, the first column being the row's name. The arrow keys go from row to
 * row. It scrolls within itself, its head stays.
 */
export function DataTable<Row extends object>(props: {
  /** What is listed, for whom cannot see where the table stands. */
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** Ids of the columns in sight; all where absent. */
  readonly shown?: readonly string[];
  readonly order?: DataOrder | undefined;
  onOrder?(next: DataOrder | undefined): void;
}) {
  const { caption, columns, rows, rowKey, shown, order, onOrder } = props;
  const titles = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const defined = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, cell }) => helper.display({ id, cell: ({ row }) => cell(row.original) }));
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id }) => [id, shown === undefined || shown.includes(id)])),
    [columns, shown],
  );
  const table = useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: (row) => rowKey(row),
    state: { columnVisibility },
  });
  const area = useRef<HTMLElement>(null);
  const name = useId();
  const isPrinting = useIsPrinting();
  const visible = table.getVisibleLeafColumns().flatMap(({ id }) => titles.get(id) ?? []);
  const listed: ShownRow[] = table.getRowModel().rows.map((row) => ({
    key: row.id,
    cells: () =>
      row.getVisibleCells().map((cell) => ({
        id: cell.column.id,
        isNumber: titles.get(cell.column.id)?.isNumber ?? false,
        content: <table.FlexRender cell={cell} />,
      })),
  }));
  const isLong = listed.length > MANY_ROWS && !isPrinting;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="table-area" ref={area} tabIndex={0} aria-label={texts.scrolls(caption)}>
      <table
        className={isLong ? 'data-table long' : 'data-table'}
        aria-labelledby={name}
        aria-rowcount={isLong ? listed.length + 1 : undefined}
        onKeyDown={moveFocus}
      >
        <caption id={name} className="only-read">
          {caption}
        </caption>
        <thead>
          <tr>
            {visible.map((column) => (
              <Head key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        {isLong ? <VirtualRows rows={listed} area={area} width={visible.length} /> : <PlainRows rows={listed} />}
      </table>
    </section>
  );
}

function Head<Row>(props: {
  readonly column: DataColumn<Row>;
  readonly order: DataOrder | undefined;
  readonly onOrder: ((next: DataOrder | undefined) => void) | undefined;
}) {
  const { column, order, onOrder } = props;
  const { order: field, title } = column;
  const className = column.isNumber ? 'number' : undefined;
  if (field === undefined || !onOrder)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  const direction = order?.field === field ? order.direction : undefined;
  const sorted = direction && (direction === 'ASC' ? 'ascending' : 'descending');
  return (
    <th scope="col" className={className} aria-sort={sorted ?? 'none'}>
      <button
        type="button"
        className="order"
        title={texts.order(title)}
        onClick={() => onOrder(nextOrder(order, field))}
      >
        {title}
        <span aria-hidden="true" className={`order-mark ${sorted ?? 'unordered'}`} />
      </button>
    </th>
  );
}
