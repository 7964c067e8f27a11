import type { LetterModel } from '../../../../subject/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { Facts } from '../found/Facts.js';

/* Places of one letter neither move nor change: they are the keys. */

/** A letter as its file shows it, in sight and on paper; on paper there is nothing beside it. */
export function LetterView({ letter }: { readonly letter: LetterModel }) {
  const { language, proposal, title, particulars, opening, recipients, rights, last, nonce, words } = letter;
  const { headings, columns } = words;
  return (
    <article className="letter" lang={language}>
      {proposal !== null && <p className="proposal">{proposal}</p>}
      <h2>{title}</h2>
      <Facts lines={particulars} />
      {opening.map((each) => (
        <p key={each}>{each}</p>
      ))}
      <Sources letter={letter} />
      {recipients.map(({ heading, rows, note }) => (
        <section key={heading}>
          <h3>{heading}</h3>
          <Rows
            caption={heading}
            heads={[columns.who, columns.purposes, columns.months, columns.categories, columns.times]}
            rows={rows.map(({ who, purpose, months, categories, times }) => [
              ...[who, purpose ?? '', months.join(', ')],
              ...[categories.join('; '), times === null ? '' : String(times)],
            ])}
          />
          <p>{note}</p>
        </section>
      ))}
      <h3>{headings.rights}</h3>
      {[...rights, last].map((each) => (
        <p key={each}>{each}</p>
      ))}
      <p className="small code">{nonce}</p>
    </article>
  );
}

function Sources({ letter: { sources, words } }: { readonly letter: LetterModel }) {
  const { headings, columns } = words;
  if (sources.length === 0) return null;
  return (
    <>
      <h3>{headings.data}</h3>
      {sources.map(({ heading, records, categories }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          {records.map(({ title, facts, data, copied }) => (
            <div key={title}>
              <Rows
                caption={title}
                isTitled
                heads={[columns.field, columns.value, columns.category]}
                rows={[
                  ...data.map(({ field, value, category }) => [field, value, category]),
                  ...copied.map(({ label, value }) => [label, value, headings.copied]),
                ]}
              />
              <Facts lines={facts} />
            </div>
          ))}
          <Rows
            caption={heading}
            heads={[columns.category, columns.purposes, columns.basis]}
            rows={categories.map(({ words: of, purposes, basis }) => [of, purposes.join('; '), basis.join('; ')])}
          />
        </section>
      ))}
    </>
  );
}

function Rows(props: {
  readonly caption: string;
  readonly isTitled?: boolean;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  const { rows, ...table } = props;
  if (rows.length === 0) return null;
  return (
    <ReadTable {...table}>
      <tbody>
        {rows.map(([first, ...cells], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one letter neither move nor change
          <tr key={at}>
            <th scope="row">
              <bdi>{first}</bdi>
            </th>
            {cells.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row neither move nor change
              <td key={place}>
                <bdi>{cell}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ReadTable>
  );
}
