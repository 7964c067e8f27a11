import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's default number of PBKDF2 rounds. */
const iterations = 4096;

/**
 * The SCRAM-SHA-256 verifier of a password (RFC 5802, RFC 7677), which `create role ... password` accepts: so the password is in no
 * statement, and in no log of the server.
 *
 * @param password ASCII, which SASLprep leaves unchanged
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
