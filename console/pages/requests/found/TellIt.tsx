import { requestTexts } from '../../../texts/requests.js';
import type { RecipientChoice } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';

const texts = requestTexts.recipients;

type Told = Pick<RecipientChoice, 'tell' | 'note'>;

/** Tells a recipient who would not be told, by a note. */
export function TellIt(props: { readonly who: string; readonly choice: RecipientChoice; set(next: Told): void }) {
  const { who, choice, set } = props;
  return (
    <FormDialog
      label={texts.tell}
      of={who}
      title={texts.tellOf(who)}
      fields={{ note: { label: texts.note, first: choice.note ?? '' } }}
      save={texts.tell}
      takeBack={choice.tell ? texts.tellNot : undefined}
      set={(said) => set(said ? { tell: true, note: said.note } : { tell: false, note: null })}
    />
  );
}
