import { requestTexts } from '../../../texts/requests.js';
import type { Exception } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';
import type { Ground } from './leaving.js';

const texts = requestTexts.leaveOut;

/** Leaves something out on a ground, for a reason, or tells it again. */
export function LeaveOut(props: {
  readonly of: string;
  readonly now: Exception | null;
  readonly grounds: readonly Ground[];
  set(leaveOut: Exception | null): void;
  /** Whether it is what stays out by default: only why is stated, and nothing is told by taking it back. */
  readonly isDefault?: boolean;
}) {
  const { of, now, grounds, set, isDefault = false } = props;
  const { state, stateNone } = requestTexts.draft;
  const { code: first = '' } = grounds.find(({ code }) => code === now?.ground) ?? grounds[0] ?? {};
  const options = grounds.map(({ code, article, words }) => ({ id: code, text: `${words} (${article})` }));
  return (
    <FormDialog
      label={isDefault ? state : now ? texts.change : texts.button}
      of={of}
      title={texts.of(of)}
      fields={{
        ground: { label: texts.ground, first, options },
        reason: { label: texts.reason, hint: texts.reasonHint, first: now?.reason ?? '' },
      }}
      save={texts.save}
      takeBack={now ? (isDefault ? stateNone : texts.tell) : undefined}
      set={set}
    />
  );
}
