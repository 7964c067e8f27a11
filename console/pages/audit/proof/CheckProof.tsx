import { type FormEvent, useEffect, useState } from 'react';
import { Button, FieldError, Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { parseProof } from '../../../../auditlog/c2sp/proof.js';
import { checkProofText, type HeldReceipt } from '../../../audit/checkProofText.js';
import { primitives } from '../../../audit/primitives.js';
import type { Trusted } from '../../../audit/trusted.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { NoSuch } from '../../../parts/Cell.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { auditTexts } from '../../../texts/audit.js';
import { KeyBox } from './KeyBox.js';
import { type Pasted, readPasted } from './pasted.js';
import { Proof } from './proof.gql.js';
import { SeenHeads } from './SeenHeads.js';
import { StepList } from './StepList.js';
import { useHeads } from './useHeads.js';
import { useTrusted } from './useTrusted.js';

const texts = auditTexts.check;

/** Checks what somebody holds: a receipt, or a proof; and that the log only grew meanwhile. */
export function CheckProof() {
  const believed = useTrusted();
  const known = useHeads();
  const [text, setText] = useRemembered('audit.pasted', '');
  const [pasted, setPasted] = useState<Pasted>();
  const [isUnreadable, setUnreadable] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readPasted(text);
    setUnreadable(read === null);
    setPasted(read ?? undefined);
  };
  const change = (next: string) => {
    setText(next);
    setUnreadable(false);
    setPasted(undefined);
  };
  return (
    <>
      <p>
        {texts.about} {texts.limits}
      </p>
      <KeyBox believed={believed} />
      <Form className="check-form" onSubmit={submit}>
        <TextField value={text} onChange={change} isInvalid={isUnreadable} validationBehavior="aria">
          <Label>{texts.paste}</Label>
          <TextArea className="mono" rows={6} spellCheck="false" autoComplete="off" />
          <Text slot="description">{texts.pasteHint}</Text>
          <FieldError>{texts.unreadable}</FieldError>
        </TextField>
        <Button type="submit" className="button main">
          {texts.button}
        </Button>
      </Form>
      {pasted && <Results pasted={pasted} trusted={believed.trusted} add={known.add} />}
      <SeenHeads known={known} trusted={believed.trusted} />
    </>
  );
}

interface Checking {
  readonly trusted: Trusted | null;
  add(notes: readonly string[]): void;
}

function Results({ pasted, ...checking }: Checking & { readonly pasted: Pasted }) {
  const { receipts, proofText } = pasted;
  if (proofText !== null) return <Checked proofText={proofText} receipt={receipts[0] ?? null} {...checking} />;
  return receipts.map((receipt) => (
    <Fetched key={`${receipt.log} ${receipt.index} ${receipt.leafHash}`} receipt={receipt} {...checking} />
  ));
}

function Fetched({ receipt, ...checking }: Checking & { readonly receipt: HeldReceipt }) {
  const { log, index } = receipt;
  return (
    <section>
      <h2>
        <bdi>{auditTexts.entry.title(log, String(index))}</bdi>
      </h2>
      <AnswerView asked={useAnswer(Proof, { log, index })}>
        {(answer) =>
          answer.data.auditProof ? (
            <Checked proofText={answer.data.auditProof.text} receipt={receipt} {...checking} />
          ) : (
            <NoSuch answer={answer} path={['auditProof']}>
              {texts.noProof}
            </NoSuch>
          )
        }
      </AnswerView>
    </section>
  );
}

function Checked(props: Checking & { readonly proofText: string; readonly receipt: HeldReceipt | null }) {
  const { proofText, receipt, trusted, add } = props;
  const note = parseProof(proofText, new Uint8Array(32))?.note;
  useEffect(() => {
    if (note !== undefined) add([note]);
  }, [note, add]);
  return <StepList steps={checkProofText(proofText, receipt, trusted, primitives)} />;
}
