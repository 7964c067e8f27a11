import { readFile, writeFile } from 'node:fs/promises';
import { type ExportFormatName, exportFormats } from '../../gateway/export/formats/index.js';
import { readJson } from '../../gateway/export/formats/verification/verified.js';
import { badUserInput } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { readExport, toReceipt } from '../audit/exports/readExports.js';
import { type Destination, withNewFiles, writeOut } from '../output/outputFile.js';
import { type Output, print } from '../output/printLine.js';

/** What a viewer takes along, and where to. */
export interface TakeAlong extends Destination, Output {
  /** File with a GraphQL document of one connection. */
  readonly document: string;
  /** Its variables, as JSON. */
  readonly variables?: string | undefined;
  /** GraphQL endpoint of a gateway. */
  readonly url: string;
  /** File with the viewer's own token: nobody becomes a viewer by a shell. */
  readonly token: string;
  readonly purpose: string;
  readonly caseReference?: string | undefined;
  readonly justification?: string | undefined;
  readonly format: ExportFormatName;
  /** Path for the receipt, as the gateway states it. */
  readonly receipt?: string | undefined;
}

/** A whole export, as the log has it. */
export interface TakenAlong {
  readonly export: string;
  readonly rows: number;
  readonly sha256: string;
  readonly output: string | null;
}

/**
 * Exports an answer as the viewer of a token, and checks that the file is whole. A file that is not is removed.
 *
 * @throws BAD_USER_INPUT for a URL, variables or an output that cannot be used; Error in one line with the gateway's `code`
 */
export async function takeAlong(command: TakeAlong): Promise<TakenAlong> {
  const { url, output, receipt } = command;
  if (!/\/graphql$/.test(url)) throw badUserInput('--url is no GraphQL endpoint.', 'It ends with /graphql.');
  const authorization = `Bearer ${(await readFile(command.token, 'utf8')).trim()}`;
  const endpoint = url.replace(/\/graphql$/, '/export');
  return await withNewFiles([output, receipt], async () => {
    const response = await post(endpoint, authorization, command);
    const id = response.headers.get('export-id') ?? '';
    await writeOut(piecesOf(response), command);
    const stated = await receiptOf(`${endpoint}/${id}/receipt`, authorization);
    if (receipt !== undefined) await writeFile(receipt, `${JSON.stringify(stated)}\n`);
    if (stated.status !== 'WHOLE')
      throw refusal('EXPORT_CUT', `The gateway says that the export is ${stated.status} (${stated.code}).`);
    if (output !== undefined) await assertWhole(output, stated);
    const taken = { export: id, rows: Number(stated.rows), sha256: String(stated.sha256), output: output ?? null };
    print(command, taken, () => [`${taken.rows} rows, whole; in the log as export ${id}, SHA-256 ${taken.sha256}`]);
    return taken;
  });
}

async function post(endpoint: string, authorization: string, command: TakeAlong): Promise<Response> {
  const { document, variables = '{}', purpose, caseReference, justification, format } = command;
  const query = await readFile(document, 'utf8').catch((cause: unknown) => {
    throw badUserInput(`${document} cannot be read.`, { hint: 'Name a file with a GraphQL document.', cause });
  });
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...{ authorization, 'content-type': 'application/json', accept: exportFormats[format].mediaType },
      'query-purpose': purpose,
      ...(caseReference === undefined ? {} : { 'case-reference': encodeURIComponent(caseReference) }),
      ...(justification === undefined ? {} : { 'query-justification': encodeURIComponent(justification) }),
    },
    body: JSON.stringify({ query, variables: readVariables(variables) }),
  }).catch((cause: unknown) => {
    throw Object.assign(new Error(`Nothing answers at ${endpoint}.`, { cause }), { code: 'NO_ANSWER' });
  });
  if (response.status === 200) return response;
  const body = readJson(await response.text());
  const [error] = isObject(body) && Array.isArray(body.errors) ? (body.errors as unknown[]) : [];
  const { message = '', extensions = {} } = isObject(error) ? error : {};
  const code = isObject(extensions) ? extensions.code : undefined;
  throw refusal(String(code ?? `HTTP ${response.status}`), String(message));
}

function readVariables(text: string): unknown {
  const variables = readJson(text);
  if (!isObject(variables)) throw badUserInput('--variables is no JSON object.', 'Write it as {"first": 100}.');
  return variables;
}

/** @throws Error with the code EXPORT_CUT where the connection ends before the file */
async function* piecesOf({ body }: Response): AsyncGenerator<Buffer> {
  try {
    for await (const piece of body ?? []) yield Buffer.from(piece as Uint8Array);
  } catch (cause) {
    const message = 'The export was broken off, and its file removed. GET /export/ID/receipt and the log say why.';
    throw Object.assign(new Error(message, { cause }), { code: 'EXPORT_CUT' });
  }
}

async function receiptOf(url: string, authorization: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url, { headers: { authorization } });
  const stated = readJson(await response.text());
  if (response.status !== 200 || !isObject(stated))
    throw refusal(`HTTP ${response.status}`, 'The gateway gave no receipt of the export.');
  return stated;
}

/** @throws Error where the file is not the one that the log has */
async function assertWhole(output: string, stated: unknown): Promise<void> {
  const read = await readExport(output, toReceipt(stated));
  if (!read || read.found.faults.length > 0)
    throw refusal('EXPORT_CUT', `${read?.found.faults.join('. ') ?? 'The log has no hash of the file'}.`);
}

function refusal(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
