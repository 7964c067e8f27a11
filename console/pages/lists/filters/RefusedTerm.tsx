import { Button } from 'react-aria-components';
import { Refusal } from '../../../../client/index.js';
import { Failure } from '../../../parts/AnswerView.js';
import { listTexts as texts } from '../../../texts/lists.js';
import type { ListDatum, ListKind } from '../kinds/kind.js';
import type { ListState } from '../useListState.js';
import { WhyNot } from './WhyNot.js';

/** The datum that a question was refused for; undefined: it was refused for something else. */
export function refusedBy({ data, stem }: ListKind, error: unknown): ListDatum | undefined {
  const at = error instanceof Refusal ? error.errors.map(({ extensions }) => extensions.at) : [];
  const isAt = ({ id, form }: ListDatum) => at.includes(`${stem}Filter.${form?.is === 'box' ? 'within' : id}`);
  return data.find(isAt);
}

/** Says which term policy refused, and why. What was typed stays. */
export function RefusedTerm(props: {
  readonly kind: ListKind;
  readonly refused: ListDatum;
  readonly error: unknown;
  readonly state: ListState;
}) {
  const { kind, refused, error, state } = props;
  const title = texts.title(refused.id, kind.id);
  return (
    <>
      <Failure error={error} />
      <div className="notice">
        <h2>{texts.refused.heading(title)}</h2>
        <p>{texts.refused.text}</p>
        <p className="actions">
          <Button className="button" onPress={() => state.narrow(refused.id, undefined)}>
            {texts.refused.takeOut}
          </Button>
          <WhyNot kind={kind} datum={refused} />
        </p>
      </div>
    </>
  );
}
