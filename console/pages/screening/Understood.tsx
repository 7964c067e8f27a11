import { Button } from 'react-aria-components';
import { type DataColumn, DataTable } from '../../parts/table/DataTable.js';
import { screeningTexts as texts } from '../../texts/screening.js';
import { searchTexts } from '../../texts/search.js';
import { NamesField } from '../search/asking/NamesField.js';
import type { Restriction } from '../search/asking/restriction.js';
import { type LineKind, lineKinds } from './lines/kindOf.js';
import { type LineQuestion, columns as listColumns, type Mistake } from './lines/question.js';
import { isMistake, type PastedList, type ScreenLine } from './lines/readLines.js';
import { mistakeWords } from './table/words.js';

/** How each line was read. What was not read comes first: nothing of it is searched. */
export function Understood(props: {
  readonly list: PastedList;
  readonly only: Restriction;
  restrict(only: Restriction): void;
  choose(line: number, kind: LineKind): void;
  change(): void;
  start(): void;
}) {
  const { list, only, restrict, choose, change, start } = props;
  const unread = list.lines.filter(({ read }) => isMistake(read));
  const read = list.lines.filter((line) => !isMistake(line.read));
  return (
    <>
      <div className="actions">
        {read.length > 0 && (
          <Button className="button main" onPress={start} autoFocus>
            {texts.start}
          </Button>
        )}
        <Button className="button" onPress={change}>
          {texts.change}
        </Button>
        <span role="status">{problemOf(list) ?? texts.asks(read.length)}</span>
      </div>
      {read.length > 0 && (
        <div className="search-options">
          <NamesField
            label={texts.only.feeds}
            hint={texts.only.feedsHint}
            names={only.feeds}
            choose={(feeds) => restrict({ ...only, feeds })}
          />
          <NamesField
            label={searchTexts.programmes.label}
            hint={searchTexts.programmes.hint}
            names={only.programmes}
            choose={(programmes) => restrict({ ...only, programmes })}
          />
        </div>
      )}
      {unread.length > 0 && (
        <section className="unread">
          <h2>{texts.unread(unread.length)}</h2>
          <DataTable
            caption={texts.unread(unread.length)}
            columns={unreadColumns(choose)}
            rows={unread}
            rowKey={({ line }) => String(line)}
          />
        </section>
      )}
      {read.length > 0 && (
        <>
          <h2>{texts.understood}</h2>
          <DataTable
            caption={texts.understood}
            columns={readColumns(choose)}
            rows={read}
            rowKey={({ line }) => String(line)}
          />
        </>
      )}
    </>
  );
}

function problemOf({ lines, strange }: PastedList): string | undefined {
  if (strange !== undefined) return `${texts.strange(strange)}${listColumns.join(', ')}.`;
  return lines.length === 0 ? texts.nothing : undefined;
}

type Choose = (line: number, kind: LineKind) => void;

const lineColumn: DataColumn<ScreenLine> = {
  id: 'line',
  title: texts.columns.line,
  cell: ({ line }) => line,
  isNumber: true,
};
const textColumn: DataColumn<ScreenLine> = {
  id: 'text',
  title: texts.columns.text,
  cell: ({ text }) => <bdi className="pasted">{text}</bdi>,
};

/** Mistakes that there may not be where a line is of another kind. */
const byKind: ReadonlySet<string> = new Set(['kind.unknown', 'cell.unknown', 'field.unknown']);

function unreadColumns(choose: Choose): readonly DataColumn<ScreenLine>[] {
  const why = ({ read }: ScreenLine) => isMistake(read) && <bdi>{mistakeWords(read)}</bdi>;
  const as = ({ line, read }: ScreenLine) =>
    isMistake(read) && byKind.has(read.reason) && <KindChoice line={line} read={read} choose={choose} />;
  return [
    lineColumn,
    textColumn,
    { id: 'why', title: texts.columns.why, cell: why },
    { id: 'as', title: texts.columns.as, cell: as },
  ];
}

function readColumns(choose: Choose): readonly DataColumn<ScreenLine>[] {
  const as = ({ line, read }: ScreenLine) => <KindChoice line={line} read={read} choose={choose} />;
  return [
    lineColumn,
    { id: 'as', title: texts.columns.as, cell: as },
    textColumn,
    { id: 'details', title: texts.columns.details, cell: ({ read }) => <bdi>{detailWords(read)}</bdi> },
  ];
}

/** A choice of a few, two hundred times on a page: the browser's own. */
function KindChoice({
  line,
  read,
  choose,
}: {
  readonly line: number;
  readonly read: ScreenLine['read'];
  readonly choose: Choose;
}) {
  const kind = isMistake(read) ? '' : read.kind;
  return (
    <select
      aria-label={texts.askAs(line)}
      value={kind}
      onChange={({ target }) => choose(line, target.value as LineKind)}
    >
      {kind === '' && <option value="" />}
      {lineKinds.map((each) => (
        <option key={each} value={each}>
          {texts.kinds[each]}
        </option>
      ))}
    </select>
  );
}

/** What a line states beside the name. */
function detailWords(read: LineQuestion | Mistake): string {
  if (isMistake(read) || read.kind === 'number') return '';
  return Object.entries(read.asked)
    .filter(([field]) => field !== 'names')
    .map(([field, value]) => {
      const text = typeof value === 'string' ? value : Object.values(Object(value)).join(' ');
      return `${texts.fields[field] ?? field} ${text}`;
    })
    .join('; ');
}
