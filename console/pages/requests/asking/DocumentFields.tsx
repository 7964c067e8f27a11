import { Button } from 'react-aria-components';
import { constantWords } from '../../../parts/words.js';
import { requestTexts } from '../../../texts/requests.js';
import { Line } from './Line.js';
import { documentKinds, emptyDocument, type Mistake, MOST_DOCUMENTS, type TypedDocument } from './typed.js';

const texts = requestTexts.ask;

/** The documents by which a person is found, five at most. */
export function DocumentFields(props: {
  readonly documents: readonly TypedDocument[];
  set(documents: readonly TypedDocument[]): void;
  mistake(name: Mistake): string | undefined;
}) {
  const { documents, set, mistake } = props;
  const change = (at: number, to: Partial<TypedDocument>) =>
    set(documents.map((each, place) => (place === at ? { ...each, ...to } : each)));
  return (
    <>
      {documents.map(({ number, country, kind }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: documents are added and taken away at the end alone
        <fieldset key={at} className="row">
          <legend>{texts.document(at + 1)}</legend>
          <Line
            label={texts.number}
            value={number}
            set={(next) => change(at, { number: next })}
            mistake={mistake('document')}
          />
          <Line
            label={texts.country}
            value={country}
            set={(next) => change(at, { country: next })}
            hint={texts.countryHint}
            mistake={mistake('country')}
          />
          <label className="kind">
            {texts.kind}
            <select value={kind} onChange={({ target }) => change(at, { kind: target.value })}>
              <option value="">{texts.anyKind}</option>
              {documentKinds.map((each) => (
                <option key={each} value={each}>
                  {constantWords(each)}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
      ))}
      <p className="actions">
        {documents.length < MOST_DOCUMENTS && (
          <Button className="button quiet" onPress={() => set([...documents, emptyDocument])}>
            {texts.moreDocuments}
          </Button>
        )}
        {documents.length > 1 && (
          <Button className="button quiet" onPress={() => set(documents.slice(0, -1))}>
            {texts.fewerDocuments}
          </Button>
        )}
      </p>
    </>
  );
}
