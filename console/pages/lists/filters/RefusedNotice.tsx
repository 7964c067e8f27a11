import { Button } from 'react-aria-components';
import { Refusal } from '../../../../client/index.js';
import { Failure } from '../../../parts/AnswerView.js';
import { listTexts as texts } from '../../../texts/lists.js';
import type { ListKind } from '../kinds/kind.js';
import type { ListState } from '../useListState.js';
import { refusedPart } from './refusedPart.js';
import { WhyNot } from './WhyNot.js';

/** Why there are no rows; where policy refused a term or the order, which, why, and a way out. What was typed stays. */
export function RefusedNotice(props: {
  readonly kind: ListKind;
  readonly error: unknown;
  readonly state: ListState;
  again(): void;
}) {
  const { kind, error, state, again } = props;
  const coordinates = error instanceof Refusal ? error.errors.flatMap(({ extensions }) => extensions.at ?? []) : [];
  const part = refusedPart(kind, state.terms, coordinates);
  if (!part) return <Failure error={error} again={again} />;
  const takeOut = () => (part.is === 'term' ? state.narrow(part.id, undefined) : state.orderBy(undefined));
  return (
    <>
      <Failure error={error} />
      <div className="notice">
        <h2>{texts.refused.heading(texts.title(part.id, kind.id))}</h2>
        <p>{texts.refused.text}</p>
        <p className="actions">
          <Button className="button" onPress={takeOut}>
            {texts.refused.takeOut}
          </Button>
          <WhyNot kind={kind} datum={part} />
        </p>
      </div>
    </>
  );
}
