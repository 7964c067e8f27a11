import { searchTexts } from '../../../texts/search.js';
import { formWords, type RecognisedForm } from './formWords.js';

const texts = searchTexts.readAs;

/** What the text was read as, the most specific form first. */
export function ReadAs({ recognised }: { readonly recognised: readonly RecognisedForm[] }) {
  return (
    <section className="read-as">
      <h2>{texts.heading}</h2>
      <ul>
        {recognised.map((each) => {
          const { form, value, limits, notes } = formWords(each);
          return (
            <li key={`${each.form} ${each.value}`}>
              {form} {value !== null && <bdi className="code">{value}</bdi>}
              {notes.length > 0 && <span className="small"> {notes.join('; ')}</span>}
              {limits.length > 0 && <span className="limit"> {limits.join('; ')}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
