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
import { readServed } from './readServed.js';

/** What `portcullis documents --register` was told. */
export interface RegisterRequest {
  readonly file: string;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly expiresAt?: string | undefined;
  /** File of the supergraph that is served, where it is not the product's. */
  readonly supergraph?: string | undefined;
  readonly operator: string;
  readonly json: boolean;
}

/**
 * Registers a document and prints its id, and what of it will always be withheld. The audit log has it before.
 *
 * @throws what `checkRegistration` throws; AUDIT_UNAVAILABLE: then it is not registered
 */
export async function register(settings: Settings, request: RegisterRequest): Promise<void> {
  const text = readFileSync(request.file, 'utf8');
  await withRegister(settings, async ({ repository, operatorLog, policy }) => {
    const schema = await readServed(request.supergraph, policy);
    const { agency, purpose, expiresAt, operator, json } = request;
    const asOf = new Date().toISOString();
    const registration = { text, agency, purpose, expiresAt, registeredBy: operator, asOf };
    const { documentId, document, withheld } = checkRegistration(registration, policy, schema);
    const facts = { documentId, purpose, expiresAt: document.expiresAt, file: basename(request.file) };
    await operatorLog.perform({ act: 'documentsRegister', ...beginAct('act', operator, agency), facts }, async () => {
      await repository.save(document);
      return { value: null };
    });
    if (json) return console.log(JSON.stringify({ documentId, agency, purpose, withheld }));
    for (const { path, category } of withheld) console.log(`withheld always: ${path} (${category})`);
    console.log(documentId);
  });
}

/** Prints the register. */
export async function list(settings: Settings, agency: string | undefined, json: boolean): Promise<void> {
  await withRegister(settings, async ({ repository }) => {
    const documents = await repository.list(agency);
    if (json) return console.log(JSON.stringify({ documents }));
    for (const document of documents) {
      console.log(
        [document.documentId, document.agency, document.purpose, document.operationName ?? '-', stateOf(document)].join(
          '  ',
        ),
      );
    }
    if (documents.length === 0) console.log('No document is registered.');
  });
}

/** Prints one document. */
export async function show(settings: Settings, agency: string, documentId: string, json: boolean): Promise<void> {
  await withRegister(settings, async ({ repository }) => {
    const document = await repository.get(agency, documentId);
    if (!document) throw notFound(agency, documentId);
    console.log(json ? JSON.stringify(document) : `# ${document.purpose}, ${stateOf(document)}\n${document.text}`);
  });
}

/** Takes a document out of use. The audit log has it before. @throws AUDIT_UNAVAILABLE: then it is still in use */
export async function revoke(
  settings: Settings,
  agency: string,
  documentId: string,
  { operator, json }: { readonly operator: string; readonly json: boolean },
): Promise<void> {
  await withRegister(settings, async ({ repository, operatorLog }) => {
    if (!(await repository.get(agency, documentId))) throw notFound(agency, documentId);
    const revokedAt = new Date().toISOString();
    const act = { act: 'documentsRevoke', ...beginAct('act', operator, agency), facts: { documentId } } as const;
    await operatorLog.perform(act, async () => {
      await repository.revoke(agency, documentId, revokedAt);
      return { value: null };
    });
    console.log(
      json ? JSON.stringify({ documentId, agency, revokedAt }) : `${documentId} may no longer be run by ${agency}.`,
    );
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
  return new Error(`${agency} has no registered document ${documentId}. \`portcullis documents\` prints them.`);
}
