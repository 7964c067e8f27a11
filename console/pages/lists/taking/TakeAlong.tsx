import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Failure } from '../../../parts/AnswerView.js';
import { Choice } from '../../../parts/controls/Choice.js';
import type { DataOrder } from '../../../parts/table/column.js';
import { numberWords } from '../../../parts/words.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { listTexts } from '../../../texts/lists.js';
import { partTexts } from '../../../texts/parts.js';
import { fileDocument } from '../asking/documents.js';
import type { FilterInput } from '../filters/filterOf.js';
import type { ListColumn, ListKind } from '../kinds/kind.js';
import { sizeWords } from './sizeWords.js';
import { type FileReceipt, type Taking, useTaking } from './useTaking.js';

const texts = listTexts.file;
const formats = Object.entries(texts.formats).map(([id, text]) => ({ id, text }));

/** Takes the whole list along as a file, where policy lets this viewer: the graph's export, with the columns in sight. */
export function TakeAlong(props: {
  readonly kind: ListKind;
  readonly columns: readonly ListColumn[];
  readonly filter: FilterInput | undefined;
  readonly order: DataOrder | undefined;
}) {
  const { kind, columns, filter, order } = props;
  const [accept, setAccept] = useRemembered('lists.file', formats[0]?.id ?? '');
  const taking = useTaking();
  const question = { query: fileDocument(kind, columns), variables: { filter, order } };
  return (
    <DialogTrigger>
      <Button className="button quiet">{texts.open}</Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="list-take" aria-label={texts.heading}>
          <p>{texts.what(columns.length)}</p>
          {taking.now.state === 'idle' ? (
            <>
              <Choice label={texts.format} value={accept} onChange={setAccept} options={formats} />
              <p className="actions">
                <Button className="button main" onPress={() => taking.begin({ question, accept, root: kind.root })}>
                  {texts.begin}
                </Button>
              </p>
            </>
          ) : (
            <Progress taking={taking} />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Progress({ taking }: { readonly taking: Taking }) {
  const { now, stop, forget } = taking;
  const isRunning = now.state === 'running';
  return (
    <>
      <div role="status">
        {isRunning && <p>{texts.running(sizeWords(now.bytes), now.lines && numberWords(now.lines))}</p>}
        {now.state === 'stopped' && <p>{texts.stopped}</p>}
        {now.state === 'done' && <p>{texts.done(now.name, sizeWords(now.bytes))}</p>}
        {now.state === 'failed' && now.isCut && <p>{texts.cut}</p>}
      </div>
      {now.state === 'failed' && <Failure error={now.error} />}
      {'receipt' in now && now.receipt && <Receipt of={now.receipt} />}
      <p className="actions">
        {isRunning ? (
          <Button className="button" onPress={stop}>
            {texts.stop}
          </Button>
        ) : (
          <Button className="button" onPress={forget}>
            {texts.again}
          </Button>
        )}
      </p>
    </>
  );
}

function Receipt({ of: { export: id, status, rows, sha256, receipt } }: { readonly of: FileReceipt }) {
  return (
    <>
      <p>
        {texts.states[status] ?? status} {typeof rows === 'number' && texts.rows(numberWords(rows))}
      </p>
      <p className="small">
        <span className="code">{texts.id(id)}</span>
        {sha256 && <span className="code">{texts.hash(sha256)}</span>}
      </p>
      <p className="small">{partTexts.receipt(receipt.log, receipt.index)}</p>
    </>
  );
}
