import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type RefObject, useRef } from 'react';
import { DataRow, type ShownRow } from './PlainRows.js';
import { useKeptWidths } from './useKeptWidths.js';

/** Height of a row before it was measured, pixels. */
const ROW_PX = 31;

/** The rows that are in sight, some around them, and the one that has the focus; the others' room is kept. */
export function VirtualRows(props: {
  readonly rows: readonly ShownRow[];
  readonly area: RefObject<HTMLElement | null>;
  /** Columns. */
  readonly width: number;
}) {
  const { rows, area, width } = props;
  const focused = useRef<number>(undefined);
  const virtual = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 20,
    rangeExtractor: (range) => withFocused(range, focused.current),
  });
  useKeptWidths(area);
  const items = virtual.getVirtualItems();
  const last = items.at(-1);
  return (
    <tbody
      onFocus={({ target }) => {
        const index = target.closest('tr')?.dataset.index;
        focused.current = index === undefined ? undefined : Number(index);
      }}
      onBlur={() => {
        focused.current = undefined;
      }}
    >
      {items.map(({ index, key, start }, place) => {
        const row = rows[index];
        const above = start - (items[place - 1]?.end ?? 0);
        if (!row) return null;
        return (
          <Fragment key={key}>
            {above > 0 && <Room height={above} width={width} />}
            <DataRow row={row} index={index} measure={virtual.measureElement} />
          </Fragment>
        );
      })}
      {last && last.end < virtual.getTotalSize() && <Room height={virtual.getTotalSize() - last.end} width={width} />}
    </tbody>
  );
}

function Room({ height, width }: { readonly height: number; readonly width: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className="room">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}

/** Why the focused one: a row that leaves the page takes the focus with it. */
function withFocused(range: Range, focused: number | undefined): number[] {
  const near = defaultRangeExtractor(range);
  return focused === undefined || near.includes(focused) ? near : [...near, focused].sort((a, b) => a - b);
}
