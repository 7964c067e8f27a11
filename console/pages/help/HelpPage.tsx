import '../../styles/pages/help.css';
import { Link, useParams } from '@tanstack/react-router';
import { Page } from '../../parts/Page.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
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
    <ReadTable caption={texts.index} className="help" heads={[texts.columns.sign, texts.columns.means]}>
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
    </ReadTable>
  );
}

function Reasons() {
  const { reason, means, who } = texts.reasonColumns;
  return (
    <>
      <h2>{texts.reasons}</h2>
      <p>{texts.reasonsLead}</p>
      <ReadTable caption={texts.reasons} className="help" heads={[reason, means, who]}>
        <tbody>
          {texts.reasonRows.map((row) => (
            <tr key={row.means}>
              <th scope="row">{row.reason}</th>
              <td>{row.means}</td>
              <td>{row.who}</td>
            </tr>
          ))}
        </tbody>
      </ReadTable>
    </>
  );
}
