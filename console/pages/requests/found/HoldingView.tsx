import { Button } from 'react-aria-components';
import type { SubjectAnswer } from '../../../../subject/index.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { constantWords, instantWords } from '../../../parts/words.js';
import { fieldLabel } from '../../../texts/fields.js';
import { recordTexts } from '../../../texts/record.js';
import { requestTexts } from '../../../texts/requests.js';
import { copyWords, type HoldingChoice, leaveOutDatum, leaveOutHolding } from '../draft/choices.js';
import { CopyWords } from './CopyWords.js';
import { Facts } from './Facts.js';
import { LeaveOut } from './LeaveOut.js';
import { type DraftOf, groundsFor, type ShownHolding } from './leaving.js';
import { Whose } from './Whose.js';

const texts = requestTexts.found;

type HoldingOf = DraftOf & {
  readonly holding: ShownHolding;
  readonly subject: SubjectAnswer;
  /** Searches again without what the officer said to be of the person. */
  unconfirm(id: string): void;
};

/** One record or link: how it was found, where it comes from, its values, and what of it goes into the letter. */
export function HoldingView(props: HoldingOf & { readonly place: number }) {
  const { holding, place, draft, change } = props;
  const { id, type, data, twin } = holding;
  const title = `${place}. ${kindWords(type)}`;
  const choice = draft?.holdings.find((each) => each.id === id);
  const categories = (data ?? []).flatMap((datum) => datum?.category ?? []);
  return (
    <article className="holding">
      <h4>
        {title}
        {twin !== null && <span className="small"> {texts.twin(twin)}</span>}
      </h4>
      <Origin holding={holding} />
      <TakeBack {...props} title={title} />
      {draft && choice && id !== null && (
        <p className="actions">
          <LeaveOut
            of={title}
            now={choice.leaveOut}
            grounds={groundsFor(draft, categories)}
            set={(leaveOut) => change(leaveOutHolding(draft, id, leaveOut))}
          />
          {choice.leaveOut && <span className="limit">{texts.leftOut(choice.leaveOut.ground)}</span>}
          <Whose holding={holding} title={title} choice={choice} draft={draft} change={change} />
        </p>
      )}
      <Fold title={texts.data(data?.length ?? 0)} level={3}>
        {() => <Data {...props} title={title} choice={choice} />}
      </Fold>
    </article>
  );
}

/** Nobody decides for good: what was ticked by mistake, or contradicts another record, is taken back. */
function TakeBack({ holding: { id, foundBy }, title, unconfirm }: HoldingOf & { readonly title: string }) {
  const { buttonOf, namesakes } = requestTexts;
  if (foundBy !== 'CONFIRMED' || id === null) return null;
  return (
    <Button
      className="button quiet small-button"
      aria-label={buttonOf(namesakes.takeBack, title)}
      onPress={() => unconfirm(id)}
    >
      {namesakes.takeBack}
    </Button>
  );
}

export const kindWords = (type: string | null): string =>
  texts.links[type ?? ''] ?? recordTexts.kinds[type ?? ''] ?? type ?? '';

function Origin({ holding }: { readonly holding: ShownHolding }) {
  const { id, foundBy, source, sourceRef, originator, caseReference, expiresAt, classification, recordId, recordType } =
    holding;
  const facts: readonly (readonly [string, string | null])[] = [
    [texts.id, id],
    [texts.by, foundBy && (texts.foundBy[foundBy] ?? foundBy)],
    [texts.record, recordId && `${kindWords(recordType)} ${recordId}`],
    [texts.feed, source],
    [texts.sourceRef, sourceRef],
    [texts.originator, originator],
    [texts.caseReference, caseReference],
    [texts.expiresAt, expiresAt ? instantWords(expiresAt) : texts.noEnd],
    [texts.marking, classification && constantWords(classification)],
  ];
  return <Facts lines={facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))} />;
}

function Data(props: HoldingOf & { readonly title: string; readonly choice: HoldingChoice | undefined }) {
  const { holding, subject, title, choice, draft, change } = props;
  const { columns } = texts;
  const wordsOf = (category: string | null) => subject.categories?.find((each) => each?.category === category)?.words;
  const heads = [columns.field, columns.value, columns.category, columns.told, ...(draft ? [columns.change] : [])];
  return (
    <ReadTable caption={title} heads={heads}>
      <tbody>
        {(holding.data ?? []).map((datum, at) => {
          if (!datum) return null;
          const { path, coordinate, category, value, ofRecord } = datum;
          const label = labelOf(coordinate, path);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: values of one answer neither move nor change
            <tr key={at}>
              <th scope="row">
                {label} {ofRecord && <span className="small">{texts.ofRecord}</span>}
              </th>
              <td className="value">
                <bdi>{value}</bdi>
              </td>
              <td>
                <bdi>{wordsOf(category) ?? category}</bdi>
              </td>
              <td>{toldWords(subject, choice, category, path, at)}</td>
              {draft && choice && (
                <td>
                  {isTold(subject, category) ? (
                    <LeaveOut
                      of={`${title}, ${label}`}
                      now={choice.data[at]?.leaveOut ?? null}
                      grounds={groundsFor(draft, [category ?? ''])}
                      set={(leaveOut) => change(leaveOutDatum(draft, choice.id, at, leaveOut))}
                    />
                  ) : (
                    <CopyWords
                      of={`${title}, ${label}`}
                      value={value ?? ''}
                      now={choice.copied.find((each) => each.path === path)}
                      set={(copied) => change(copyWords(draft, choice.id, path ?? '', copied))}
                    />
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </ReadTable>
  );
}

const isTold = ({ categories }: SubjectAnswer, category: string | null): boolean =>
  categories?.find((each) => each?.category === category)?.told ?? false;

/** What becomes of one value. */
function toldWords(
  subject: SubjectAnswer,
  choice: HoldingChoice | undefined,
  category: string | null,
  path: string | null,
  at: number,
): string {
  const leftOut = choice?.leaveOut ?? choice?.data[at]?.leaveOut;
  if (leftOut) return texts.leftOut(leftOut.ground);
  if (isTold(subject, category)) return texts.told;
  return choice?.copied.some((each) => each.path === path) ? texts.copied : texts.notTold;
}

/** What a value is called: its field, and where it is one of several, its place. */
function labelOf(coordinate: string | null, path: string | null): string {
  const [type = '', name = ''] = (coordinate ?? '').split('.');
  const place = /\[(\d+)\]/.exec(path ?? '')?.[1];
  const last = /\.(\w+)$/.exec(path ?? '')?.[1];
  const field = fieldLabel(type, name);
  const part = last && last !== name ? `, ${fieldLabel('', last)}` : '';
  return `${field}${place === undefined ? '' : ` ${Number(place) + 1}`}${part}`;
}
