import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { AnswerView } from '../../../parts/AnswerView.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { listTexts as texts } from '../../../texts/lists.js';
import { partTexts } from '../../../texts/parts.js';
import type { ListDatum, ListKind } from '../kinds/kind.js';
import { Explain, type ExplainQuery } from './explain.gql.js';

/** On request, why a datum is not for this viewer, and what would change it. It is the policy that is asked, no record. */
export function WhyNot({ kind, datum }: { readonly kind: ListKind; readonly datum: Pick<ListDatum, 'id' | 'of'> }) {
  const title = texts.title(datum.id, kind.id);
  return (
    <DialogTrigger>
      <Button className="button quiet" aria-label={texts.filters.why(title)}>
        {texts.filters.whyShort}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="why" aria-label={texts.filters.why(title)}>
          <Why field={`${kind.type}.${datum.of ?? datum.id}`} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Why({ field }: { readonly field: string }) {
  const asked = useAnswer(Explain, { field });
  return <AnswerView asked={asked}>{({ data }) => <Explained data={data} />}</AnswerView>;
}

function Explained({ data }: { readonly data: ExplainQuery }) {
  const found = data.viewer?.explain;
  if (!found) return <p>{partTexts.unknown}</p>;
  const ways = found.ways.map(({ changes }) => changes.join(texts.terms.and));
  return (
    <>
      <p>{found.words}</p>
      <dl className="fields">
        {found.reason && (
          <>
            <dt>{partTexts.because.reason}</dt>
            <dd>{partTexts.reasons[found.reason] ?? found.reason}</dd>
          </>
        )}
        <dt>{texts.filters.contact}</dt>
        <dd className="code">{found.category}</dd>
        {found.legalBasis && (
          <>
            <dt>{texts.filters.basis}</dt>
            <dd>{found.legalBasis}</dd>
          </>
        )}
        {ways.length > 0 && (
          <>
            <dt>{texts.filters.ways}</dt>
            <dd>
              <ul className="list-ways">
                {ways.map((way) => (
                  <li key={way}>{way}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
