import { requestTexts } from '../../../texts/requests.js';
import type { Copied } from '../draft/choices.js';
import { FormDialog } from './FormDialog.js';

const texts = requestTexts.leaveOut;

type Words = Pick<Copied, 'words' | 'note'>;

/** Copies words of a value that is not told by default, with a note. */
export function CopyWords(props: {
  readonly of: string;
  readonly value: string;
  readonly now: Words | undefined;
  set(copied: Words | null): void;
}) {
  const { of, value, now, set } = props;
  return (
    <FormDialog
      label={texts.copy}
      of={of}
      title={texts.copyOf(of)}
      fields={{
        words: { label: texts.words, hint: texts.wordsHint, first: now?.words ?? value },
        note: { label: texts.copyNote, first: now?.note ?? '' },
      }}
      save={texts.copySave}
      takeBack={now && texts.copyRemove}
      set={set}
    />
  );
}
