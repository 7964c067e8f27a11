import '../../../styles/pages/audit.css';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { parseProof } from '../../../../auditlog/c2sp/proof.js';
import type { Answered } from '../../../../client/index.js';
import { checkEntry, type EntryClaim } from '../../../audit/checkEntry.js';
import { primitives } from '../../../audit/primitives.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { NoSuch } from '../../../parts/Cell.js';
import { Page } from '../../../parts/Page.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { useSession } from '../../../shell/session.js';
import { auditTexts } from '../../../texts/audit.js';
import { KeyBox } from '../proof/KeyBox.js';
import { StepList } from '../proof/StepList.js';
import { useHeads } from '../proof/useHeads.js';
import { useTrusted } from '../proof/useTrusted.js';
import { EntryFields } from './EntryFields.js';
import { EntryTables } from './EntryTables.js';
import { Entry, type EntryQuery } from './entry.gql.js';

const texts = auditTexts.entry;

/** One entry in full, checked in this browser. */
export function EntryPage() {
  const { log, index } = useParams({ from: '/audit/$log/$index' });
  const place = Number(index);
  const isPlace = Number.isSafeInteger(place) && place >= 0 && place < 2 ** 31;
  const asked = useAnswer(Entry, isPlace ? { log, index: place } : undefined);
  return (
    <Page title={<bdi>{texts.title(log, index)}</bdi>} tab={texts.tab}>
      <nav className="entry-ways not-print" aria-label={texts.ways}>
        <Link to="/audit">{texts.back}</Link>
        {place > 0 && (
          <Link to="/audit/$log/$index" params={{ log, index: String(place - 1) }}>
            {texts.before}
          </Link>
        )}
        <Link to="/audit/$log/$index" params={{ log, index: String(place + 1) }}>
          {texts.behind}
        </Link>
      </nav>
      <AnswerView asked={asked} idle={<p>{texts.none}</p>}>
        {(answer) =>
          answer.data.auditEntry ? (
            <Whole answer={answer} place={{ log, index: place }} />
          ) : (
            <NoSuch answer={answer} path={['auditEntry']}>
              {texts.none}
            </NoSuch>
          )
        }
      </AnswerView>
    </Page>
  );
}

interface WholeProps {
  readonly answer: Answered<EntryQuery>;
  /** The place that was asked for. */
  readonly place: EntryClaim['asked'];
}

function Whole({ answer, place }: WholeProps) {
  return (
    <>
      <EntryFields answer={answer} />
      <Checked answer={answer} place={place} />
      <EntryTables answer={answer} />
    </>
  );
}

function Checked({ answer: { data }, place }: WholeProps) {
  const believed = useTrusted();
  const { receipts } = useSession();
  const { add } = useHeads();
  const { auditEntry, auditProof } = data;
  const proofText = auditProof?.text ?? null;
  const note = proofText === null ? undefined : parseProof(proofText)?.note;
  useEffect(() => {
    if (note !== undefined) add([note]);
  }, [note, add]);
  if (!auditEntry) return null;
  // One's own look, where the entry is of it: its receipt came with the answer.
  const own = receipts.find(({ receipt }) => receipt.log === place.log && receipt.index === place.index);
  const claim = { asked: place, entry: auditEntry, proofText, receipt: own?.receipt ?? null };
  return (
    <section>
      <h2>{texts.proof}</h2>
      <StepList steps={checkEntry(claim, believed.trusted, primitives)} />
      <KeyBox believed={believed} />
    </section>
  );
}
