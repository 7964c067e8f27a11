import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { CopyButton } from '../../parts/controls/CopyButton.js';
import { ReadTable } from '../../parts/table/ReadTable.js';
import { constantWords, instantWords } from '../../parts/words.js';
import { type NotedReceipt, useSession } from '../../shell/session.js';
import { viewTexts } from '../../texts/view.js';
import { receiptLines } from './receiptLines.js';

const texts = viewTexts.receipts;

/** Where each answer of this session stands in the log, and how that is checked. */
export function Receipts() {
  const { receipts, officer } = useSession();
  return (
    <>
      <p>{texts.about}</p>
      {receipts.length === 0 ? <p>{texts.none}</p> : <Table receipts={receipts} />}
      <h2>{texts.check}</h2>
      <p>{texts.checkWords}</p>
      {officer.role === 'AUDITOR' && (
        <p className="not-print">
          <Link to="/audit">{texts.audit}</Link>
        </p>
      )}
    </>
  );
}

function Table({ receipts }: { readonly receipts: readonly NotedReceipt[] }) {
  return (
    <>
      <div className="actions not-print">
        <CopyButton label={texts.copy} text={() => receiptLines(receipts)} />
        <Button className="button" onPress={() => print()}>
          {texts.print}
        </Button>
      </div>
      <ReadTable
        caption={texts.caption}
        className="receipts"
        heads={[
          texts.at,
          texts.operation,
          texts.agency,
          texts.purpose,
          texts.log,
          { number: texts.index },
          texts.leafHash,
        ]}
      >
        <tbody>
          {receipts.map(({ receipt, at, operation, agency, purpose, code }) => (
            <tr key={`${receipt.log} ${receipt.index}`}>
              <td>
                <time dateTime={at.toISOString()}>{instantWords(at.toISOString())}</time>
              </td>
              <th scope="row">
                <bdi>{operation}</bdi>
                {code !== undefined && <span className="small">{texts.refused(code)}</span>}
              </th>
              <td>{agency}</td>
              <td>{constantWords(purpose)}</td>
              <td>{receipt.log}</td>
              <td className="number">{receipt.index}</td>
              <td className="mono">{receipt.leafHash}</td>
            </tr>
          ))}
        </tbody>
      </ReadTable>
    </>
  );
}
