import { ReadTable } from '../../parts/table/ReadTable.js';
import { numberWords } from '../../parts/words.js';
import { useSession } from '../../shell/session.js';
import { sourcesTexts } from '../../texts/sources.js';
import type { SourcesQuery } from './sources.gql.js';

const texts = sourcesTexts.quarantine;

/** Deliveries of one's own agency that left records in quarantine, and how its operator sees them: the graph lends numbers alone. */
export function OwnQuarantine({ feeds }: { readonly feeds: NonNullable<SourcesQuery['sources']> }) {
  const { officer } = useSession();
  const own = feeds.filter(({ originator, quarantined }) => originator === officer.agency && (quarantined ?? 0) > 0);
  return (
    <section>
      <h2>{texts.heading}</h2>
      <p>{own.length === 0 ? texts.none : texts.about}</p>
      {own.length > 0 && (
        <ReadTable
          caption={texts.caption}
          className="code-lists"
          heads={[sourcesTexts.columns.feed, { number: sourcesTexts.columns.quarantined }, texts.command]}
        >
          <tbody>
            {own.map(({ id, source, originator, quarantined }) => (
              <tr key={id}>
                <th scope="row">
                  <bdi>{source}</bdi>
                </th>
                <td className="number">{numberWords(quarantined ?? 0)}</td>
                <td>
                  <code>{texts.commandOf(isPlain(source) ? source : '…', isPlain(originator) ? originator : '…')}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </ReadTable>
      )}
    </section>
  );
}

/** Whether a name may stand in a line that is typed into a shell. */
const isPlain = (name: string | null | undefined): name is string => /^[\w.-]+$/.test(name ?? '');
