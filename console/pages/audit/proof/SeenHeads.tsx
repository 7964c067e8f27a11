import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { cellState } from '../../../../client/index.js';
import { checkExtends, lastUnder } from '../../../audit/checkExtends.js';
import { primitives } from '../../../audit/primitives.js';
import { verdictOf } from '../../../audit/steps.js';
import type { Trusted } from '../../../audit/trusted.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { NotAnswered } from '../../../parts/Cell.js';
import { type DataColumn, DataTable } from '../../../parts/table/DataTable.js';
import { useAnswer } from '../../../parts/useAnswer.js';
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
  const columns: DataColumn<SeenHead>[] = [
    { id: 'log', title: texts.log, cell: ({ log }) => <bdi>{log}</bdi> },
    { id: 'size', title: texts.size, isNumber: true, cell: ({ size }) => numberWords(size) },
    { id: 'at', title: texts.seen, cell: ({ at }) => instantWords(at) },
    {
      id: 'compare',
      title: texts.growth,
      cell: (head) => (
        <Button
          className="button quiet not-print"
          aria-label={texts.compareOf(head.log, numberWords(head.size))}
          onPress={() => setCompared(head)}
        >
          {texts.compare}
        </Button>
      ),
    },
  ];
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
        <DataTable caption={texts.caption} columns={columns} rows={heads} rowKey={({ note }) => note} />
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
      {(answer) => {
        if (cellState(answer, ['auditProof']).state === 'unanswered') return <NotAnswered />;
        const steps = checkExtends(head.note, answer.data.auditProof?.text ?? '', trusted, primitives);
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
