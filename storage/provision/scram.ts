import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** Rounds of PBKDF2 that PostgreSQL itself takes. */
const iterations = 4096;

/**
 * What PostgreSQL keeps of a password, as it takes it in `create role ... password`: SCRAM-SHA-256 of RFC 5802 and 7677.
 * The password itself then stands in no statement, and so in no log of the server.
 *
 * @param password ASCII, so that it is what SASLprep makes of it
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
