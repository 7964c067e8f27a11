import type { ReactNode, Ref } from 'react';

/** A row as it is shown: what its cells hold, in the order of the columns. */
export interface ShownRow {
  readonly key: string;
  /** Made when they are shown: of a long list few are. */
  cells(): readonly { readonly id: string; readonly isNumber: boolean; readonly content: ReactNode }[];
}

/** All rows. */
export function PlainRows({ rows }: { readonly rows: readonly ShownRow[] }) {
  return (
    <tbody>
      {rows.map((row) => (
        <DataRow key={row.key} row={row} />
      ))}
    </tbody>
  );
}

/** One row; the first cell names it. `index` is its place where not all rows are in the page. */
export function DataRow({
  row,
  index,
  measure,
}: {
  readonly row: ShownRow;
  readonly index?: number;
  readonly measure?: Ref<HTMLTableRowElement>;
}) {
  const [name, ...others] = row.cells();
  // The head is the first row.
  const place = index === undefined ? undefined : index + 2;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={place}>
      <th scope="row" className={name?.isNumber ? 'number' : undefined}>
        {name?.content}
      </th>
      {others.map(({ id, isNumber, content }) => (
        <td key={id} className={isNumber ? 'number' : undefined}>
          {content}
        </td>
      ))}
    </tr>
  );
}
