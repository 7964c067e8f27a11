import type { Answered } from '../../../client/index.js';
import { Cell } from '../../parts/Cell.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
import { constantWords, instantWords } from '../../parts/words.js';
import { useSession } from '../../shell/session.js';
import { sourcesTexts as texts } from '../../texts/sources.js';
import { type FeedGroup, groupFeeds } from './feeds.js';
import type { SourcesQuery } from './sources.gql.js';

type Feeds = NonNullable<SourcesQuery['sources']>;
type Agencies = ReadonlyMap<string, { readonly name?: string | null; readonly contact?: string | null }>;

const numbers = ['records', 'withdrawn', 'unmapped', 'quarantined'] as const;

/** The feeds, a group of rows for each originator. */
export function FeedTable(props: {
  readonly answer: Answered<SourcesQuery>;
  readonly feeds: Feeds;
  /** From how many seconds on a feed is marked as old. */
  readonly oldSeconds: number;
}) {
  const { answer, feeds, oldSeconds } = props;
  const { officer } = useSession();
  const agencies: Agencies = new Map(
    answer.data.agencies?.edges?.flatMap(({ node }) => (node ? [[node.id, node]] : [])),
  );
  const old = feeds.filter(({ ageSeconds }) => isOld(ageSeconds, oldSeconds)).length;
  const { columns } = texts;
  return (
    <>
      {old > 0 && <p role="status">{texts.countOld(old)}</p>}
      <ReadTable
        caption={texts.caption}
        className="feeds"
        heads={[
          columns.feed,
          columns.holds,
          columns.format,
          columns.loaded,
          ...numbers.map((name) => ({
            number: columns[name],
            hint: name === 'records' ? undefined : texts.hints[name],
          })),
        ]}
      >
        {groupFeeds(feeds, officer.agency).map((group) => (
          <tbody key={group.originator ?? ''}>
            <OriginatorRow of={group} agencies={agencies} isOwn={group.originator === officer.agency} />
            {group.places.map((place) => (
              <FeedRow key={feeds[place]?.id} answer={answer} feeds={feeds} place={place} oldSeconds={oldSeconds} />
            ))}
          </tbody>
        ))}
      </ReadTable>
    </>
  );
}

const isOld = (ageSeconds: number | null | undefined, oldSeconds: number) =>
  typeof ageSeconds === 'number' && ageSeconds >= oldSeconds;

function OriginatorRow(props: { readonly of: FeedGroup; readonly agencies: Agencies; readonly isOwn: boolean }) {
  const { of, agencies, isOwn } = props;
  const { name, contact } = agencies.get(of.originator ?? '') ?? {};
  return (
    <tr className="originator">
      <th colSpan={8} scope="rowgroup">
        <bdi>{of.originator ?? texts.withheldOriginator}</bdi> {isOwn && <span className="own">{texts.own}</span>}{' '}
        {name && <bdi className="small">{name}</bdi>} {contact && <bdi className="small">{texts.contact(contact)}</bdi>}
      </th>
    </tr>
  );
}

function FeedRow(props: {
  readonly answer: Answered<SourcesQuery>;
  readonly feeds: Feeds;
  readonly place: number;
  readonly oldSeconds: number;
}) {
  const { answer, feeds, place, oldSeconds } = props;
  const { ageSeconds, sequence, formatVersion } = feeds[place] ?? {};
  const at = (field: string) => ['sources', place, field];
  const { columns } = texts;
  return (
    <tr>
      <th scope="row">
        <Cell answer={answer} path={at('source')} field={columns.feed} />
      </th>
      <td>
        <Cell answer={answer} path={at('holds')} field={columns.holds}>
          {(value) => holdsWords(value)}
        </Cell>
      </td>
      <td>
        <Cell answer={answer} path={at('format')} field={columns.format} />{' '}
        {formatVersion && <bdi className="small">{formatVersion}</bdi>}
      </td>
      <td>
        <Cell answer={answer} path={at('loadedAt')} field={columns.loaded}>
          {(value) => (
            <time dateTime={String(value)} title={instantWords(String(value))}>
              {typeof ageSeconds === 'number' ? texts.ago(ageSeconds) : instantWords(String(value))}
            </time>
          )}
        </Cell>{' '}
        {isOld(ageSeconds, oldSeconds) && <strong className="mark-old">{texts.old}</strong>}{' '}
        {sequence && <bdi className="small">{texts.sequence(sequence)}</bdi>}
      </td>
      {numbers.map((name) => (
        <td key={name} className="number">
          <Cell answer={answer} path={at(name)} field={columns[name]} />
        </td>
      ))}
    </tr>
  );
}

function holdsWords(value: unknown): string {
  const held = Array.isArray(value) ? value.map(String) : [];
  return held.length === 0 ? texts.codes : held.map((each) => constantWords(each).toLowerCase()).join(', ');
}
