import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { checkExtends, lastUnder } from '../../../audit/checkExtends.js';
import { primitives } from '../../../audit/primitives.js';
import { verdictOf } from '../../../audit/steps.js';
import type { Trusted } from '../../../audit/trusted.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { Wide } from '../../../parts/Wide.js';
import { instantWords, numberWords } from '../../../parts/words.js';
import { auditTexts } from '../../../texts/audit.js';
import type { SeenHead } from './heads.js';
import { Heads, Proof } from './proof.gql.js';
import { StepList } from './StepList.js';
import type { KnownHeads } from './useHeads.js';

const texts = auditTexts.check.heads;

/** Heads that were seen in this session, each to be compared with the newest of its log. */
export function SeenHeads({
  known: { heads, add },
  trusted,
}: {
  readonly known: KnownHeads;
  readonly trusted: Trusted | null;
}) {
  const [turn, setTurn] = useState(0);
  const [compared, setCompared] = useState<SeenHead>();
  return (
    <section>
      <h2>{texts.heading}</h2>
      <p>{texts.about}</p>
      <p className="actions not-print">
        <Button className="button" onPress={() => setTurn(turn + 1)}>
          {texts.fetch}
        </Button>
      </p>
      {turn > 0 && <Fetched key={turn} add={add} />}
      {heads.length === 0 ? (
        <p className="small">{texts.none}</p>
      ) : (
        <Wide label={texts.caption}>
          <table className="heads">
            <caption className="only-read">{texts.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.log}</th>
                <th scope="col" className="number">
                  {texts.size}
                </th>
                <th scope="col">{texts.seen}</th>
                <th scope="col">
                  <span className="only-read">{texts.compare}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {heads.map((head) => (
                <tr key={head.note}>
                  <th scope="row">
                    <bdi>{head.log}</bdi>
                  </th>
                  <td className="number">{numberWords(head.size)}</td>
                  <td>{instantWords(head.at)}</td>
                  <td>
                    <Button
                      className="button quiet not-print"
                      aria-label={texts.compareOf(head.log, numberWords(head.size))}
                      onPress={() => setCompared(head)}
                    >
                      {texts.compare}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {compared && <Compared key={compared.note} head={compared} trusted={trusted} />}
    </section>
  );
}

function Fetched({ add }: Pick<KnownHeads, 'add'>) {
  const asked = useAnswer(Heads, {});
  const notes = asked.state === 'answered' ? asked.answer.data.auditCheckpoints : undefined;
  useEffect(() => {
    if (notes) add(notes.map(({ note }) => note));
  }, [notes, add]);
  return <AnswerView asked={asked}>{() => null}</AnswerView>;
}

function Compared({ head, trusted }: { readonly head: SeenHead; readonly trusted: Trusted | null }) {
  const index = lastUnder(head.note);
  const asked = useAnswer(Proof, index === null ? undefined : { log: head.log, index });
  return (
    <AnswerView asked={asked}>
      {({ data }) => {
        const steps = checkExtends(head.note, data.auditProof?.text ?? '', trusted, primitives);
        const verdict = verdictOf(steps, ['extends', 'signature']);
        return (
          <>
            <h3>
              <bdi>{texts.compareOf(head.log, numberWords(head.size))}</bdi>
            </h3>
            <StepList steps={steps} verdict={verdict} words={auditTexts.check.extended} />
          </>
        );
      }}
    </AnswerView>
  );
}
