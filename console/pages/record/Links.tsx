import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { AnswerView, Failure, Loading, Missing, ReceiptLine } from '../../parts/AnswerView.js';
import type { Document } from '../../parts/document.js';
import { useShownOnPaper } from '../../parts/paper/shownOnPaper.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { numberWords } from '../../parts/words.js';
import { fieldLabel } from '../../texts/fields.js';
import { recordTexts as texts } from '../../texts/record.js';
import { columnsOf, itemsAt, type Rows } from './columns.js';
import { type Kind, type LinkTable, type LinkVariables, linkVariables } from './kinds/kind.js';
import { RowsTable } from './RowsTable.js';
import { StateWords } from './StateWords.js';

const ROWS_A_PAGE = 20;

interface LinksOf {
  readonly kind: Kind;
  readonly id: string;
  readonly links: NonNullable<Kind['links']>;
}

/** All that a record is linked with: one question for the first rows of every table, another for each further page. */
export function Links({ kind, id, links }: LinksOf) {
  const asked = useAnswer(
    questionOf(links),
    linkVariables(links.tables, { id, first: ROWS_A_PAGE }, () => true),
  );
  return (
    <AnswerView asked={asked}>
      {(answer) => {
        const tables = links.tables.map((table) => ({ table, rows: rowsOf(answer, [kind.root, table.name]) }));
        const filled = tables.filter(({ rows }) => rows.length > 0);
        const others = tables.filter(({ rows }) => rows.length === 0);
        return (
          <>
            {filled.map(({ table, rows }) => (
              <Table key={table.name} kind={kind} id={id} links={links} table={table} first={{ answer, rows }} />
            ))}
            {others.length > 0 && (
              <section>
                <h2>{filled.length > 0 ? texts.links.others : texts.links.heading}</h2>
                <dl className="record-values">
                  {others.map(({ table }) => (
                    <div key={table.name}>
                      <dt>{fieldLabel(kind.type, table.name)}</dt>
                      <dd>
                        <Nothing kind={kind} id={id} answer={answer} table={table} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )}
          </>
        );
      }}
    </AnswerView>
  );
}

/** Why: which Booleans a question wants is known to its kind; a test holds that they are the names of its tables. */
const questionOf = ({ question }: LinksOf['links']) => question as Document<unknown, LinkVariables>;

function Nothing(props: {
  readonly kind: Kind;
  readonly id: string;
  readonly answer: Answered;
  readonly table: LinkTable;
}) {
  const { kind, id, answer, table } = props;
  const path = [kind.root, table.name];
  const placed = { field: { as: 'text', name: table.name } as const, type: kind.type, path };
  const page = kind.isRecord ? id : undefined;
  return (
    <StateWords answer={answer} placed={placed} page={page} state={cellState(answer, path)} none={texts.links.none} />
  );
}

/** One table, which grows by pages. */
function Table({ kind, id, links, table, first }: LinksOf & { readonly table: LinkTable; readonly first: Rows }) {
  const [further, setFurther] = useState<readonly Rows[]>([]);
  const [after, setAfter] = useState<string>();
  const pages = [first, ...further];
  const next = nextOf(pages.at(-1) ?? first, [kind.root, table.name]);
  const label = fieldLabel(kind.type, table.name);
  const show = (answer: Answered) => {
    setFurther([...further, { answer, rows: rowsOf(answer, [kind.root, table.name]) }]);
    setAfter(undefined);
  };
  const more = (width: number): ReactNode => {
    if (after === undefined && next === undefined) return undefined;
    return (
      <tr>
        <td colSpan={width}>
          {after === undefined ? (
            <Button className="button quiet" onPress={() => setAfter(next)}>
              {texts.links.more}
            </Button>
          ) : (
            <NextPage kind={kind} id={id} links={links} table={table} after={after} show={show} />
          )}
        </td>
      </tr>
    );
  };
  return (
    <section>
      <h2>
        {label} <span className="count">{countWords(first.answer, [kind.root, table.name, 'totalCount'])}</span>
      </h2>
      <RowsTable
        caption={texts.links.caption(label, texts.kinds[kind.type] ?? kind.type)}
        columns={columnsOf(table.type, table.columns)}
        pages={pages}
        page={kind.isRecord ? id : undefined}
      >
        {more}
      </RowsTable>
      {further.map(({ answer }) => (
        <FurtherPage key={answer.extensions.requestId} answer={answer} />
      ))}
    </section>
  );
}

/** What there is to say of a further page: what it lacks, and where it stands in the log. */
function FurtherPage({ answer }: { readonly answer: Answered }) {
  useShownOnPaper(answer);
  return (
    <>
      <Missing answer={answer} />
      <ReceiptLine answer={answer} />
    </>
  );
}

/** Asks for a page, and hands its answer up. */
function NextPage(
  props: LinksOf & { readonly table: LinkTable; readonly after: string; show(answer: Answered): void },
) {
  const { id, links, table, after, show } = props;
  const variables = linkVariables(links.tables, { id, first: ROWS_A_PAGE, after }, ({ name }) => name === table.name);
  const asked = useAnswer(questionOf(links), variables);
  const isAnswered = asked.state === 'answered';
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is handed up once
  useEffect(() => {
    if (asked.state === 'answered') show(asked.answer);
  }, [isAnswered]);
  return asked.state === 'failed' ? <Failure error={asked.error} again={asked.again} /> : <Loading />;
}

function rowsOf(answer: Answered, path: CellPath): CellPath[] {
  if (cellState(answer, path).state !== 'shown') return [];
  return itemsAt(answer, [...path, 'edges']).map((edge) => [...edge, 'node']);
}

/** The cursor of the next page; undefined: there is none. */
function nextOf({ answer }: Rows, path: CellPath): string | undefined {
  const hasNext = cellState(answer, [...path, 'pageInfo', 'hasNextPage']);
  const cursor = cellState(answer, [...path, 'pageInfo', 'endCursor']);
  if (hasNext.state !== 'shown' || hasNext.value !== true || cursor.state !== 'shown') return undefined;
  return String(cursor.value);
}

/** How many there are, as far as that is told. */
function countWords(answer: Answered, path: CellPath): string {
  const count = cellState(answer, path);
  if (count.state !== 'shown') return texts.links.notTold;
  const { number, atLeast } = count.value as { readonly number: number | null; readonly atLeast: number | null };
  if (number !== null) return numberWords(number);
  return atLeast === null ? texts.links.notTold : texts.links.atLeast(numberWords(atLeast));
}
