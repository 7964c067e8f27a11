import type { ReactNode } from 'react';
import { Wide } from '../controls/Wide.js';

/** A table that is read from top to bottom: its name, its heads, and bodies as they come. Lists of records are in `DataTable`. */
export function ReadTable(props: {
  /** What it is, for whom cannot see where it stands. */
  readonly caption: string;
  /** Whether its name is in sight above it. */
  readonly isTitled?: boolean;
  /** Each a title; one of numbers stands to the right, and may have a hint. */
  readonly heads: readonly (string | { readonly number: string; readonly hint?: string | undefined })[];
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { caption, isTitled = false, heads, className, children } = props;
  return (
    <Wide label={caption}>
      <table className={className}>
        <caption className={isTitled ? undefined : 'only-read'}>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) =>
              typeof head === 'string' ? (
                <th key={head} scope="col">
                  {head}
                </th>
              ) : (
                <th key={head.number} scope="col" className="number" title={head.hint}>
                  {head.number}
                </th>
              ),
            )}
          </tr>
        </thead>
        {children}
      </table>
    </Wide>
  );
}
