import type { KeyboardEvent } from 'react';

/** From what can be pressed in a row, the arrow keys go to the same in the row above and below; Home and End to the first and last. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = target.closest('tbody tr');
  if (!row) return;
  const place = pressable(row).indexOf(target);
  const next = rowFrom(row, key);
  if (place < 0 || !next) return;
  const there = pressable(next);
  const focused = there[Math.min(place, there.length - 1)];
  if (!focused) return;
  event.preventDefault();
  focused.focus();
}

const pressable = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('a[href], button')];

function rowFrom(row: Element, key: string): Element | undefined {
  const rows = [...(row.parentElement?.querySelectorAll(':scope > tr:not(.room)') ?? [])];
  const place = rows.indexOf(row);
  if (key === 'ArrowDown') return rows[place + 1];
  if (key === 'ArrowUp') return rows[place - 1];
  if (key === 'Home') return rows[0];
  if (key === 'End') return rows.at(-1);
  return undefined;
}
