import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { RegisteredDocument } from '../gateway/documents/lookup.js';
import { registerDocument } from '../gateway/documents/register.js';
import { createDocumentRepository, type DocumentRepository } from '../gateway/documents/repository.js';
import { loadSchema } from '../gateway/supergraph.js';
import type { Purpose } from '../policy/types.js';
import { readPackageFile } from '../schema/files.js';
import { openDatabase } from '../storage/database.js';
import type { Settings } from './config.js';
import { type Foundation, openFoundation } from './foundation.js';
import { openLog } from './log.js';

/** What `portcullis documents register` was told. */
export interface RegisterRequest {
  readonly file: string;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly expiresAt?: string | undefined;
  readonly json: boolean;
}

/** Registers a document and prints its id, and what of it will always be withheld. */
export async function register(settings: Settings, request: RegisterRequest): Promise<void> {
  const text = readFileSync(request.file, 'utf8');
  await withRegister(settings, async (repository, { policy }) => {
    const schema = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
    const { agency, purpose, expiresAt, json } = request;
    const registration = {
      text,
      agency,
      purpose,
      expiresAt,
      registeredBy: userInfo().username,
      asOf: new Date().toISOString(),
    };
    const { documentId, withheld } = await registerDocument(registration, policy, schema, repository);
    if (json) return console.log(JSON.stringify({ documentId, agency, purpose, withheld }));
    for (const { path, category } of withheld) console.log(`withheld always: ${path} (${category})`);
    console.log(documentId);
  });
}

/** Prints the register. */
export async function list(settings: Settings, agency: string | undefined, json: boolean): Promise<void> {
  await withRegister(settings, async (repository) => {
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
  await withRegister(settings, async (repository) => {
    const document = await repository.get(agency, documentId);
    if (!document) throw notFound(agency, documentId);
    console.log(json ? JSON.stringify(document) : `# ${document.purpose}, ${stateOf(document)}\n${document.text}`);
  });
}

/** Takes a document out of use. */
export async function revoke(settings: Settings, agency: string, documentId: string, json: boolean): Promise<void> {
  await withRegister(settings, async (repository) => {
    const revokedAt = new Date().toISOString();
    if (!(await repository.revoke(agency, documentId, revokedAt))) throw notFound(agency, documentId);
    console.log(
      json ? JSON.stringify({ documentId, agency, revokedAt }) : `${documentId} may no longer be run by ${agency}.`,
    );
  });
}

async function withRegister(
  settings: Settings,
  run: (repository: DocumentRepository, foundation: Foundation) => Promise<void>,
): Promise<void> {
  const foundation = await openFoundation(settings, openLog(settings));
  const database = openDatabase(foundation.databases.gatewayUrl, { source: 'directory' });
  try {
    await run(createDocumentRepository(database), foundation);
  } finally {
    await database.close();
    await foundation.databases.release();
  }
}

function stateOf({ revokedAt, expiresAt }: RegisteredDocument): string {
  if (revokedAt) return `revoked ${revokedAt}`;
  return expiresAt ? `until ${expiresAt}` : 'until revoked';
}

function notFound(agency: string, documentId: string): Error {
  return new Error(`${agency} has no registered document ${documentId}. \`portcullis documents list\` prints them.`);
}
