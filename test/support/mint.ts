import { join } from 'node:path';
import { mintLocalToken, openLocalKey } from '../../gateway/identity/localIssuer.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { Role } from '../../policy/types.js';

/**
 * A development token of a deployment, made here by its key. Why not by `portcullis token`: that is a process of its own,
 * a second of processor time, and has tests of its own.
 */
export async function mintToken(
  dataDirectory: string,
  agency: string,
  role: Role = 'ANALYST',
  subject = 'local-analyst',
): Promise<string> {
  const { clearance } = loadPolicy().agencies[agency] ?? {};
  if (!clearance) throw new Error(`no agency ${agency}`);
  const claims = { agency, role, subject, clearance, ttlSeconds: 3600 };
  return await mintLocalToken(claims, await openLocalKey(join(dataDirectory, 'keys')));
}
