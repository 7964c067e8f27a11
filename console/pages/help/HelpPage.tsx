import '../../styles/pages/help.css';
import { Link, useParams } from '@tanstack/react-router';
import { Wide } from '../../parts/controls/Wide.js';
import { Page } from '../../parts/Page.js';
import { type HelpTopic, helpTexts as texts } from '../../texts/help.js';

/** What the marks in place of a value mean; without a known topic, all of them. */
export function HelpPage() {
  const { topic } = useParams({ from: '/help/$topic' });
  const known = Object.hasOwn(texts.topics, topic) ? texts.topics[topic] : undefined;
  return (
    <Page key={topic} title={known?.title ?? texts.index}>
      {known ? <Topic of={known} sign={topic} /> : <p>{texts.indexLead}</p>}
      <h2>{texts.others}</h2>
      <Signs />
      <Reasons />
    </Page>
  );
}

function Topic({ of, sign }: { readonly of: HelpTopic; readonly sign: string }) {
  return (
    <>
      <p>
        <Sign sign={sign} chip={of.chip} />
      </p>
      {of.paragraphs.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {of.helps.length > 0 && (
        <>
          <h2>{texts.helps}</h2>
          <ul>
            {of.helps.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Sign({ sign, chip }: { readonly sign: string; readonly chip: string }) {
  return <span className={sign === 'none' ? 'none' : `chip chip-${sign}`}>{chip}</span>;
}

function Signs() {
  return (
    <Wide label={texts.index}>
      <table className="help">
        <caption className="only-read">{texts.index}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.columns.sign}</th>
            <th scope="col">{texts.columns.means}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(texts.topics).map(([sign, { title, chip, paragraphs }]) => (
            <tr key={sign}>
              <th scope="row">
                <Sign sign={sign} chip={chip} />
              </th>
              <td>
                {paragraphs[0]}{' '}
                <Link to="/help/$topic" params={{ topic: sign }}>
                  {title}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Reasons() {
  return (
    <>
      <h2>{texts.reasons}</h2>
      <p>{texts.reasonsLead}</p>
      <Wide label={texts.reasons}>
        <table className="help">
          <caption className="only-read">{texts.reasons}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.reasonColumns.reason}</th>
              <th scope="col">{texts.reasonColumns.means}</th>
              <th scope="col">{texts.reasonColumns.who}</th>
            </tr>
          </thead>
          <tbody>
            {texts.reasonRows.map(({ reason, means, who }) => (
              <tr key={means}>
                <th scope="row">{reason}</th>
                <td>{means}</td>
                <td>{who}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
