import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { NotAnswered } from '../../parts/Cell.js';
import { fieldLabel } from '../../texts/fields.js';
import { recordTexts as texts } from '../../texts/record.js';
import { columnsOf } from './columns.js';
import { FieldValue } from './FieldValue.js';
import type { ListField } from './kinds/field.js';
import type { Group } from './kinds/kind.js';
import { type Placed, type Sorted, sortFields } from './plan.js';
import { RowsTable } from './RowsTable.js';
import { StateWords } from './StateWords.js';

/** What a part of the page needs to show fields of one object. */
export interface ValuesOf {
  readonly answer: Answered;
  /** Path of the object that has the fields. */
  readonly base: CellPath;
  readonly type: string;
  readonly page: string | undefined;
}

/** Groups of values, each under its heading; at the end what the record does not state. */
export function Values({ groups, ...of }: ValuesOf & { readonly groups: readonly Group[] }) {
  const sorted = groups.map((group) => ({ group, fields: sortFields(of.answer, of.base, of.type, group.fields) }));
  // That a time or place is not repeated "as written" is no news.
  const none = sorted.flatMap(({ fields }) => fields.none).filter(({ field }) => !field.name.endsWith('Stated'));
  return (
    <>
      {sorted.map(
        ({ group, fields }) =>
          isFilled(fields) && (
            <section key={group.id}>
              <h2>{texts.groups[group.id]}</h2>
              <SortedFields answer={of.answer} page={of.page} sorted={fields} />
            </section>
          ),
      )}
      {none.length > 0 && <p className="small">{texts.notStated(labelsOf(none))}</p>}
    </>
  );
}

const isFilled = ({ shown, kept, unanswered }: Sorted) => shown.length + kept.length + unanswered.length > 0;

const labelsOf = (fields: readonly Placed[]) =>
  [...new Set(fields.map(({ field, type }) => fieldLabel(type, field.name)))].join(', ');

/** The fields of one group: first what is one line, then tables, then what is kept, each reason once. */
export function SortedFields(props: Pick<ValuesOf, 'answer' | 'page'> & { readonly sorted: Sorted }) {
  const { answer, page, sorted } = props;
  const lists = sorted.shown.filter(isList);
  const lines = sorted.shown.filter((placed) => !isList(placed));
  return (
    <>
      {lists.map((placed) => (
        <List key={placed.path.join('.')} answer={answer} placed={placed} page={page} />
      ))}
      <dl className="record-values">
        {lines.map((placed) => (
          <div key={placed.path.join('.')} className={placed.field.as === 'prose' ? 'value-prose' : undefined}>
            <dt>{fieldLabel(placed.type, placed.field.name)}</dt>
            <dd>
              <FieldValue answer={answer} placed={placed} page={page} />
            </dd>
          </div>
        ))}
        {sorted.kept.map(({ of: state, fields }) => {
          const [first] = fields;
          return (
            first && (
              <div
                key={`${state.state} ${first.path.join('.')}`}
                className={fields.length > 1 ? 'value-kept' : undefined}
              >
                <dt>{labelsOf(fields)}</dt>
                <dd>
                  <StateWords answer={answer} placed={first} page={page} state={state} label={labelsOf(fields)} />
                </dd>
              </div>
            )
          );
        })}
        {sorted.unanswered.length > 0 && (
          <div className={sorted.unanswered.length > 1 ? 'value-kept' : undefined}>
            <dt>{labelsOf(sorted.unanswered)}</dt>
            <dd>
              <NotAnswered />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

type PlacedList = Placed & { readonly field: ListField };
const isList = (placed: Placed): placed is PlacedList => placed.field.as === 'list';

function List({
  answer,
  placed,
  page,
}: {
  readonly answer: Answered;
  readonly placed: PlacedList;
  readonly page: string | undefined;
}) {
  const { field, path, type } = placed;
  const state = cellState(answer, path);
  const length = 'value' in state && Array.isArray(state.value) ? state.value.length : 0;
  const rows = Array.from({ length }, (_, at) => [...path, at]);
  const label = fieldLabel(type, field.name);
  return (
    <>
      <RowsTable caption={label} columns={columnsOf(field.type, field.parts)} pages={[{ answer, rows }]} page={page} />
      {state.state === 'masked' && <StateWords answer={answer} placed={placed} page={page} state={state} />}
    </>
  );
}
