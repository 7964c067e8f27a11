import { readWithheld } from '../../client/withheld.js';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import type { CancelSignal } from '../../storage/pool/cancellation.js';
import { addDurations } from '../exchange/durations.js';
import { createExchange, type Exchange, provided } from '../exchange/exchange.js';
import type { GatewayObserver } from '../exchange/observer.js';
import type { Runtime } from '../exchange/runtime.js';
import { withheldReport } from '../execution/shape/withheld.js';
import { codeOf } from '../http/clientErrors.js';
import { findDocument } from '../pipeline/document.js';
import { identify } from '../pipeline/identify.js';
import { admit, answer, run, type Stage } from '../pipeline/index.js';
import type { PageDocument } from './pageDocument.js';
import type { CompiledRows } from './rows/compileRows.js';
import { pageLines } from './rows/pageLines.js';
import type { ExportRow, PageLine } from './rows/shape.js';

/** A page that was read, and not shown yet. */
export interface ReadPage {
  /** The request that read it; its entry names what the page discloses. */
  readonly exchange: Exchange;
  readonly rows: readonly ExportRow[];
  /** What was kept back in it. */
  readonly withheld: readonly PageLine[];
  /** Cursor of its last row; null: there is no further page. */
  readonly next: string | null;
}

/** Reads the pages of an export, each as a request of its own: at its own instant, within the deadline of any request. */
export interface PageReader {
  /**
   * Decides whether the first page may be read, and charges for it.
   *
   * @throws PortcullisError of any stage up to `authorize`
   */
  admitFirst(): Promise<OpenPage>;
  /** @throws PortcullisError of any stage; EXPORT_INCOMPLETE where a source did not answer in full */
  answer(page: OpenPage): Promise<ReadPage>;
  /** Reads the page behind a cursor. Where the viewer's budget is used up, it waits. @throws as the others */
  read(after: string): Promise<ReadPage>;
}

/** A page that may be read. */
export interface OpenPage {
  readonly exchange: Exchange;
  close(): void;
}

/** What is read, and who is told of each page. */
interface PageReading {
  readonly page: PageDocument;
  readonly rows: CompiledRows;
  readonly observer: Pick<GatewayObserver, 'pageRead'> | undefined;
}

/** @param whole the request for the export: its end is the end of each page */
export function createPageReader(whole: Exchange, runtime: Runtime, { page, rows, observer }: PageReading): PageReader {
  const stagesOf = (after: string | null): readonly Stage[] => [
    // Anew for each page: a token expires, a document is revoked.
    identify,
    findDocument,
    (exchange, { known }) => usePage(exchange, page, after, known),
    ...admit,
  ];
  const open = async (after: string | null): Promise<OpenPage> => {
    const opened = openPage(whole, runtime.settings.deadlineMs);
    try {
      await run(stagesOf(after), opened.exchange, runtime);
      return opened;
    } catch (error) {
      opened.close();
      // The entry of a refused export says what the page was refused for.
      const { view, asked, neededByInputs, left } = opened.exchange;
      Object.assign(whole, {
        ...(view && { view }),
        ...(asked && { asked }),
        ...(neededByInputs && { neededByInputs }),
        ...(left && { left }),
      });
      throw error;
    }
  };
  const answerPage = async ({ exchange, close }: OpenPage): Promise<ReadPage> => {
    try {
      await run(answer, exchange, runtime);
      return toReadPage(exchange, { page, rows });
    } catch (error) {
      whole.sources.push(...exchange.sources);
      exchange.code = codeOf(error);
      throw error;
    } finally {
      close();
      whole.waited ??= {};
      addDurations(whole.waited, exchange.sources);
      observer?.pageRead(exchange);
    }
  };
  return {
    admitFirst: () => open(null),
    answer: answerPage,
    read: async (after) => {
      for (;;) {
        try {
          return await answerPage(await open(after));
        } catch (error) {
          if (!isPortcullisError(error) || error.code !== 'RATE_LIMITED') throw error;
          await pause(Number(error.extensions.retryAfterSeconds ?? 1) * 1000, whole.signal);
        }
      }
    },
  };
}

function openPage(whole: Exchange, deadlineMs: number): OpenPage {
  const { incoming, requestId, parameters, handler, span } = whole;
  const exchange: Exchange = { ...createExchange(incoming), requestId, handler, span, withheldDetail: 'cells' };
  if (parameters) exchange.parameters = parameters;
  const timer = setTimeout(() => exchange.abort('DEADLINE_EXCEEDED'), deadlineMs);
  const end = (): void => exchange.abort(codeOf(whole.signal.reason));
  if (whole.signal.aborted) end();
  whole.signal.addEventListener('abort', end, { once: true });
  return {
    exchange,
    close: () => {
      clearTimeout(timer);
      whole.signal.removeEventListener('abort', end);
    },
  };
}

/** Puts the page's document in place of the client's. */
function usePage(
  exchange: Exchange,
  { text, document, cursor }: PageDocument,
  after: string | null,
  documents: Runtime['known'],
) {
  const stated = provided(exchange.parameters, 'parameters');
  exchange.parameters = { ...stated, variables: { ...stated.variables, [cursor]: after } };
  exchange.text = text;
  const known = documents.find(text, exchange.registered !== undefined);
  if (known) exchange.known = known;
  else {
    delete exchange.known;
    exchange.parsed = document;
  }
}

function toReadPage(
  exchange: Exchange,
  { page, rows }: { readonly page: PageDocument; readonly rows: CompiledRows },
): ReadPage {
  const { shaped, collected } = exchange;
  const [failed] = collected?.errors ?? [];
  // Nobody could tell a null of a source that failed from a null of the record.
  if (failed) throw incomplete(failed);
  const answer = provided(shaped, 'answer');
  const { data, release } = answer;
  const answered: unknown = JSON.parse(data.toString('utf8'));
  release?.();
  const withheld = withheldReport(answer);
  const connection = isObject(answered) ? answered[page.rootField] : null;
  const info = isObject(connection) && isObject(connection.pageInfo) ? connection.pageInfo : {};
  const next = info.hasNextPage === true ? info.endCursor : null;
  if (next !== null && typeof next !== 'string') throw incomplete(new Error('a page goes on without a cursor'));
  return {
    exchange,
    rows: rows.toRows(answered, readWithheld({ data: answered, extensions: { withheld } })),
    withheld: pageLines(withheld, page.rootField),
    next,
  };
}

function incomplete(cause: Error): PortcullisError {
  const source = isPortcullisError(cause) ? cause.extensions.source : undefined;
  return new PortcullisError('EXPORT_INCOMPLETE', {
    cause,
    facts: { reason: codeOf(cause), ...(source === undefined ? {} : { source }) },
  });
}

/** @throws the signal's reason */
async function pause(ms: number, signal: CancelSignal): Promise<void> {
  let wake: () => void = () => undefined;
  const timer = setTimeout(() => wake(), ms);
  try {
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', resolve, { once: true });
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
  }
  if (signal.aborted) throw signal.reason;
}
