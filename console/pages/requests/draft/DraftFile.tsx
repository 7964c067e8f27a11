import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { type Draft, readDraft } from '../../../../subject/index.js';
import { requestTexts } from '../../../texts/requests.js';
import { Problem } from './Problem.js';

const texts = requestTexts.draft;

/** The draft as a file of the officer: saved, and opened again. Nothing of it is kept in the browser. */
export function DraftFile(props: { readonly draft: Draft | undefined; open(draft: Draft): void; save(): void }) {
  const { draft, open, save } = props;
  const [problem, setProblem] = useState<unknown>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    try {
      open(readDraft(await file.text()));
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <section>
      <h2>{texts.heading}</h2>
      <p className="actions">
        {draft && (
          <Button className="button main" onPress={save}>
            {texts.save}
          </Button>
        )}
        <FileTrigger acceptedFileTypes={['application/json', '.json']} onSelect={(files) => void read(files?.[0])}>
          <Button className="button">{texts.open}</Button>
        </FileTrigger>
      </p>
      {problem !== undefined && <Problem title={texts.notOpened} error={problem} />}
    </section>
  );
}
