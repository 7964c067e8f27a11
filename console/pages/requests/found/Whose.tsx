import type { Draft } from '../../../../subject/index.js';
import { requestTexts } from '../../../texts/requests.js';
import { decideWhose, type HoldingChoice, isToBeSaid, twinsIn } from '../draft/choices.js';
import type { ShownHolding } from './leaving.js';

const texts = requestTexts.twins;
const values = { '': null, own: true, other: false } as const;

/** Whose a record is, where the source cannot tell, or the officer confirmed what contradicts another record. */
export function Whose(props: {
  readonly holding: ShownHolding;
  readonly title: string;
  readonly choice: HoldingChoice;
  readonly draft: Draft;
  change(draft: Draft): void;
}) {
  const { holding, title, choice, draft, change } = props;
  if (!isToBeSaid(draft, holding)) return null;
  const now = choice.isOfPerson === null ? '' : choice.isOfPerson ? 'own' : 'other';
  return (
    <select
      aria-label={texts.whose(title)}
      value={now}
      onChange={({ target }) => change(decideWhose(draft, choice.id, values[target.value as keyof typeof values]))}
    >
      <option value="">{`${texts.untold} ${texts.open}`}</option>
      <option value="own">{texts.own}</option>
      {twinsIn(draft).length > 1 && <option value="other">{texts.other}</option>}
    </select>
  );
}
