import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { RegisteredDocument } from '../../gateway/documents/register/lookup.js';
import { checkRegistration } from '../../gateway/documents/register/register.js';
import {
  createDocumentRepository,
  type DocumentRepository,
  openRegister,
} from '../../gateway/documents/register/repository.js';
import type { Purpose } from '../../policy/types.js';
import { type CommandContext, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { beginAct, type OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';
import { readServed } from './readServed.js';

/** Options of `portcullis documents --register`. */
export interface RegisterRequest extends Output {
  readonly file: string;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly expiresAt?: string | undefined;
  /** File of the supergraph that is served, if foreign. */
  readonly supergraph?: string | undefined;
  readonly operator: string;
}

/**
 * Registers a document and prints its id, and what of it will always be withheld. Logged first.
 *
 * @throws what `checkRegistration` throws; AUDIT_UNAVAILABLE: then it is not registered
 */
export async function register(settings: Settings, request: RegisterRequest): Promise<void> {
  const text = readFileSync(request.file, 'utf8');
  await withRegister(settings, async ({ repository, operatorLog, policy }) => {
    const schema = await readServed(request.supergraph, policy);
    const { agency, purpose, expiresAt, operator } = request;
    const asOf = new Date().toISOString();
    const registration = { text, agency, purpose, expiresAt, registeredBy: operator, asOf };
    const { documentId, document, withheld } = checkRegistration(registration, policy, schema);
    const facts = { documentId, purpose, expiresAt: document.expiresAt, file: basename(request.file) };
    await operatorLog.perform({ act: 'documentsRegister', ...beginAct('act', operator, agency), facts }, async () => {
      await repository.save(document);
      return { value: null };
    });
    print(request, { documentId, agency, purpose, withheld }, () => [
      ...withheld.map(({ path, category }) => `withheld always: ${path} (${category})`),
      documentId,
    ]);
  });
}

/** Prints the register. */
export async function list(settings: Settings, agency: string | undefined, output: Output): Promise<void> {
  await withRegister(settings, async ({ repository }) => {
    const documents = await repository.list(agency);
    print(output, { documents }, () =>
      documents.length === 0 ? ['No document is registered.'] : documents.map(lineOf),
    );
  });
}

function lineOf(document: RegisteredDocument): string {
  const { documentId, agency, purpose, operationName } = document;
  return [documentId, agency, purpose, operationName ?? '-', stateOf(document)].join('  ');
}

/** Prints one document. */
export async function show(settings: Settings, agency: string, documentId: string, output: Output): Promise<void> {
  await withRegister(settings, async ({ repository }) => {
    const document = await repository.get(agency, documentId);
    if (!document) throw notFound(agency, documentId);
    print({ ...output, out: console.log }, document, () => [
      `# ${document.purpose}, ${stateOf(document)}`,
      document.text,
    ]);
  });
}

/** Takes a document out of use. Logged first. @throws AUDIT_UNAVAILABLE: then it is still in use */
export async function revoke(
  settings: Settings,
  agency: string,
  documentId: string,
  { operator, ...output }: Output & { readonly operator: string },
): Promise<void> {
  await withRegister(settings, async ({ repository, operatorLog }) => {
    if (!(await repository.get(agency, documentId))) throw notFound(agency, documentId);
    const revokedAt = new Date().toISOString();
    const takes = [{ kind: 'REVOKE', agency, documentId, at: revokedAt }] as const;
    const act = { act: 'documentsRevoke', ...beginAct('act', operator, agency), facts: { documentId }, takes } as const;
    await operatorLog.perform(act, async () => {
      await repository.revoke(agency, documentId, revokedAt);
      return { value: null };
    });
    print(output, { documentId, agency, revokedAt }, () => [`${agency} may no longer run ${documentId}.`]);
  });
}

interface Register extends Pick<CommandContext, 'policy'> {
  readonly repository: DocumentRepository;
  readonly operatorLog: OperatorLog;
}

async function withRegister(settings: Settings, run: (register: Register) => Promise<void>): Promise<void> {
  await withCommandContext(settings, async (context, log) => {
    const database = openRegister(context.databases.gatewayUrl);
    const operatorLog = createOperatorLog(settings, context, log);
    const repository = createDocumentRepository(database);
    await run({ repository, operatorLog, policy: context.policy }).finally(() => database.close());
  });
}

function stateOf({ revokedAt, expiresAt }: RegisteredDocument): string {
  if (revokedAt) return `revoked ${revokedAt}`;
  return expiresAt ? `until ${expiresAt}` : 'until revoked';
}

function notFound(agency: string, documentId: string): Error {
  return new Error(`${agency} has no registered document ${documentId}. \`portcullis documents\` lists them.`);
}
