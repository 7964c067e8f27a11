import { mayExport } from '../../policy/exportRight.js';
import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { GatewayObserver } from '../exchange/observer.js';
import type { GateRuntime, Runtime } from '../exchange/runtime.js';
import type { HttpReply } from '../http/reply.js';
import { logIntent } from '../pipeline/auditIntent.js';
import { checkDocument, findDocument, parseDocument } from '../pipeline/document.js';
import { identify } from '../pipeline/identify.js';
import { run, type Stage } from '../pipeline/index.js';
import { purpose } from '../pipeline/purpose.js';
import { refuse } from '../pipeline/refuse.js';
import type { Route } from '../server/handler.js';
import type { ExportFormat } from './formats/format.js';
import { type ExportFormatName, exportFormats } from './formats/index.js';
import { negotiateExport } from './negotiate.js';
import { type PageDocument, toPageDocument } from './pageDocument.js';
import type { ExportPlaces } from './places.js';
import { createPageReader, type OpenPage, type PageReader } from './readPages.js';
import { type CompiledRows, compileRows } from './rows/compileRows.js';
import { logPart, writeExport } from './writeExport.js';

/** What exports need beside the runtime that decides them. */
export interface ExportParts {
  readonly places: ExportPlaces;
  /** Fields that identify objects of each entity type. */
  readonly entityKeys: () => ReadonlyMap<string, string>;
  /** False once another policy is in force. */
  readonly isCurrent: () => boolean;
  /** Is told of pages; nobody by default. */
  readonly observer?: Pick<GatewayObserver, 'pageRead'> | undefined;
}

/**
 * Takes a whole answer along: one root connection, page by page, through the stages of any request. It has no right and no way to
 * the data of its own.
 */
export function exportRoute(runtime: Runtime, parts: ExportParts): Route {
  const asked = new WeakMap<Exchange, ExportFormatName>();
  const negotiate: Stage<GateRuntime> = async (exchange, { settings }) => {
    asked.set(exchange, await negotiateExport(exchange, settings));
  };
  return {
    receive: [identify, negotiate, findDocument],
    handle: async (exchange) => {
      exchange.handler = 'export';
      const name = provided(asked.get(exchange), 'format');
      return await answerExport(exchange, { ...parts, runtime, name });
    },
  };
}

/** Whose right it is, and the export that is to be written. */
interface Export extends ExportParts {
  readonly runtime: Runtime;
  readonly name: ExportFormatName;
}

/** Whether the policy lets this viewer take answers along. @throws PortcullisError EXPORT_NOT_PERMITTED */
function permit(exchange: Exchange, { policy, permissive }: Runtime): void {
  if (!permissive && !mayExport(policy, provided(exchange.facts, 'facts')))
    throw new PortcullisError('EXPORT_NOT_PERMITTED');
}

/** All that can refuse an export happens here, before its first byte: the first page is read by then. */
async function answerExport(whole: Exchange, asked: Export): Promise<HttpReply> {
  const { runtime, places, name } = asked;
  const { viewer } = provided(whole.identity, 'identity');
  let release: (() => void) | null = null;
  let first: OpenPage | undefined;
  try {
    await run<Runtime>([parseDocument, checkDocument, purpose, permit], whole, runtime);
    const compiled = compile(whole, asked);
    release = await places.take(`${viewer.agency} ${viewer.subject}`);
    if (!release) throw new PortcullisError('EXPORT_UNDER_WAY');
    const pages: PageReader = createPageReader(whole, runtime, { ...compiled, observer: asked.observer });
    first = await pages.admitFirst();
    if (first.exchange.left) whole.left = first.exchange.left;
    whole.exported = { format: name };
    await logIntent(whole, runtime);
    const page = await logPart(whole, runtime, await pages.answer(first), 0);
    return writeExport(whole, { ...asked, ...compiled, pages, first: page, release });
  } catch (error) {
    first?.close();
    release?.();
    return await refuse(whole, runtime, [error]);
  }
}

/** How the pages are read, and what is in the file. @throws PortcullisError EXPORT_NOT_POSSIBLE */
function compile(
  whole: Exchange,
  { runtime, entityKeys, name }: Export,
): { readonly page: PageDocument; readonly rows: CompiledRows; readonly format: ExportFormat } {
  const { apiSchema } = runtime.federation;
  const page = toPageDocument(provided(whole.checked, 'checked document'), apiSchema);
  const rows = compileRows(apiSchema, page.operation, entityKeys());
  const format: ExportFormat = exportFormats[name];
  const unfit = format.unfit?.(rows.root);
  if (unfit)
    throw new PortcullisError('EXPORT_NOT_POSSIBLE', {
      message: unfit,
      hint: 'Accept another format: application/jsonl takes all rows.',
    });
  return { page, rows, format };
}
