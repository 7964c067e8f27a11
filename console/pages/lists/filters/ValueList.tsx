import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import { type Term, toggled, valuesOf } from './terms.js';

/** A value to narrow to. */
export interface ValueRow {
  readonly value: string;
  readonly words: string;
  /** The code beside its words, where it has both. */
  readonly code?: string;
  /** How many rows have it, written and read; absent: it was not counted. */
  readonly rows?: { readonly written: string; readonly read: string } | undefined;
}

/** Stands for rows without a value; no datum has it as one. */
const NONE = '\u0000none';

/** Values to choose from, with the numbers of their rows; a choice narrows at once. */
export function ValueList(props: {
  readonly label: string;
  readonly rows: readonly ValueRow[];
  readonly term: Term | undefined;
  narrow(term: Term | undefined): void;
  /** A chosen value that was not counted. */
  named(value: string): ValueRow;
  /** Rows without a value; absent where they cannot be chosen. */
  readonly none?: ValueRow['rows'];
}) {
  const { label, rows, term, narrow, named, none } = props;
  const chosen = valuesOf(term);
  const listed = [...chosen.filter((value) => !rows.some((row) => row.value === value)).map(named), ...rows];
  const change = (next: readonly string[]) => {
    const before = term?.is === 'none' ? [NONE] : chosen;
    const [changed] = [
      ...next.filter((each) => !before.includes(each)),
      ...before.filter((each) => !next.includes(each)),
    ];
    if (changed === NONE) narrow(term?.is === 'none' ? undefined : { is: 'none' });
    else if (changed !== undefined) narrow(toggled(term, changed));
  };
  return (
    <CheckboxGroup
      className="list-values"
      aria-label={listTexts.facets.label(label)}
      value={term?.is === 'none' ? [NONE] : [...chosen]}
      onChange={change}
    >
      {listed.map((row) => (
        <ValueBox key={row.value} row={row} />
      ))}
      {(none || term?.is === 'none') && <ValueBox row={{ value: NONE, words: listTexts.facets.none, rows: none }} />}
    </CheckboxGroup>
  );
}

function ValueBox({ row }: { readonly row: ValueRow }) {
  return (
    <Checkbox value={row.value} className="tick list-value">
      <span className="tick-box" aria-hidden="true" />
      <ValueWords row={row} />
    </Checkbox>
  );
}

/** A value with its number. */
export function ValueWords({ row }: { readonly row: ValueRow }) {
  const { words, code, rows } = row;
  return (
    <>
      <span>
        <bdi>{words}</bdi> {code !== undefined && <span className="small mono">{code}</span>}
      </span>
      {rows && (
        <span className="small list-value-rows">
          <span aria-hidden="true">{rows.written}</span>
          <span className="only-read">{rows.read}</span>
        </span>
      )}
    </>
  );
}
