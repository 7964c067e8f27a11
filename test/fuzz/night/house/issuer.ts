import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Officer } from '../load/ask.js';

/** An identity provider of all agencies: signs access tokens, publishes its keys, and changes them. */
export interface Issuer {
  readonly url: string;
  /** The issuer of an agency, as its tokens state it. */
  of(agency: string): string;
  /** An access token for an officer, good for ten minutes. */
  mint(officer: Officer): Promise<string>;
  /** Signs with a new key from now on; the one before stays published. */
  rotate(): Promise<void>;
  /** Takes all keys away but the newest. */
  retire(): void;
  /** Goes away, and comes back at the same address. */
  close(): Promise<void>;
  open(): Promise<void>;
}

interface Signing {
  readonly kid: string;
  readonly key: CryptoKey;
  readonly published: JWK;
}

export async function openIssuer(): Promise<Issuer> {
  let [made, port] = [0, 0];
  const published: Signing[] = [];
  const add = async (): Promise<void> => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const kid = `night-${++made}`;
    published.push({
      kid,
      key: privateKey,
      published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' },
    });
  };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: published.map((each) => each.published) }));
  });
  const open = (): Promise<void> =>
    new Promise((done) =>
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port;
        done();
      }),
    );
  await add();
  await open();
  const url = `http://127.0.0.1:${port}`;
  const of = (agency: string): string => `${url}/${agency}`;
  return {
    url,
    of,
    open,
    rotate: add,
    retire: () => void published.splice(0, published.length - 1),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
    async mint({ agency, role, subject, clearance }) {
      const { kid, key } = published.at(-1) as Signing;
      return await new SignJWT({ agency, role, clearance, client_id: 'night-front-end' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setIssuer(of(agency))
        .setAudience('portcullis')
        .setSubject(subject)
        .setJti(`${subject}-${Math.random()}`)
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(key);
    },
  };
}
