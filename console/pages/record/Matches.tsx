import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Fold } from '../../parts/controls/Fold.js';
import { MatchCard } from '../../parts/table/MatchCard.js';
import type { MatchParts } from '../../parts/table/matchRows.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { recordTexts } from '../../texts/record.js';
import { columnsOf, itemsAt } from './columns.js';
import { FieldValue } from './FieldValue.js';
import type { Candidates, MatchTable } from './kinds/kind.js';
import { RowsTable } from './RowsTable.js';
import { StateWords } from './StateWords.js';

const texts = recordTexts.matches;

interface MatchesOf {
  readonly table: MatchTable;
  readonly id: string;
  readonly type: string;
}

/** Who may be the same: a look at others, asked when it is opened. */
export function Matches({ table, id, type }: MatchesOf) {
  return (
    <Fold title={texts.titles[table.id] ?? table.id} note={texts.ask}>
      {() => <Asked table={table} id={id} type={type} />}
    </Fold>
  );
}

function Asked({ table, id, type }: MatchesOf) {
  const asked = useAnswer(table.question, { id });
  return (
    <AnswerView asked={asked}>
      {(answer) =>
        ownersOf(answer, table).map((owner) => (
          <section key={owner.join('.')}>
            {table.each && <OwnerHeading answer={answer} path={owner} id={id} each={table.each} />}
            {table.of.map((candidates) => (
              <CandidateTable
                key={candidates.type}
                {...{ answer, owner, candidates, id }}
                type={table.each?.type ?? type}
                isOneOfSeveral={table.of.length > 1}
              />
            ))}
          </section>
        ))
      }
    </AnswerView>
  );
}

/** The record itself, or each whom it names. */
function ownersOf(answer: Answered, { each }: MatchTable): CellPath[] {
  if (!each) return [['node']];
  const items = itemsAt(answer, ['node', ...each.at]);
  return each.at.at(-1) === 'edges' ? items.map((item) => [...item, 'node']) : items;
}

/** Who it is about: in which role, by the name that is stated. */
function OwnerHeading(props: {
  readonly answer: Answered;
  readonly path: CellPath;
  readonly id: string;
  readonly each: NonNullable<MatchTable['each']>;
}) {
  const { answer, path, id, each } = props;
  return (
    <h3>
      {each.called.map((field, at) => (
        <span key={field.name}>
          {at > 0 && ': '}
          <FieldValue answer={answer} placed={{ field, type: each.type, path: [...path, field.name] }} page={id} />
        </span>
      ))}
    </h3>
  );
}

function CandidateTable(props: {
  readonly answer: Answered;
  readonly owner: CellPath;
  readonly candidates: Candidates;
  readonly id: string;
  readonly type: string;
  readonly isOneOfSeveral: boolean;
}) {
  const { answer, owner, candidates, id, type, isOneOfSeveral } = props;
  const path = [...owner, ...candidates.at];
  const state = cellState(answer, path);
  const kind = recordTexts.kinds[candidates.of] ?? candidates.of;
  if (state.state !== 'shown') {
    // A person has no candidates among firms, nor a firm among persons: that is no news.
    if (isOneOfSeveral && state.state === 'null') return null;
    const placed = { field: { as: 'text', name: 'matches' } as const, type, path };
    return (
      <p>
        <StateWords {...{ answer, placed, state, page: id }} none={texts.notPossible} label={texts.caption(kind)} />
      </p>
    );
  }
  const searched = cellState(answer, [...path, 'state']);
  const said = searched.state === 'shown' ? texts.states[String(searched.value)] : undefined;
  const rows = itemsAt(answer, [...path, 'matches']);
  return (
    <>
      {said && <p className="notice notice-partial">{said}</p>}
      {rows.length === 0 && !said && <p>{texts.nobody(kind)}</p>}
      {rows.length > 0 && (
        <RowsTable
          caption={texts.caption(kind)}
          columns={columnsOf(candidates.type, candidates.columns)}
          pages={[{ answer, rows }]}
          page={id}
          beneath={(row) => <Card answer={answer} row={row} />}
        />
      )}
    </>
  );
}

/** What the score of a candidate is made of. */
function Card({ answer, row }: { readonly answer: Answered; readonly row: CellPath }) {
  const match = cellState(answer, row);
  if (match.state !== 'shown') return null;
  return (
    <Fold title={texts.card} level={3}>
      {() => <MatchCard of={match.value as MatchParts} />}
    </Fold>
  );
}
