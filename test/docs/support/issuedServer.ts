import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initPolicy } from '../../../cli/policy/init.js';
import { root } from '../../../schema/files.js';
import { patient, type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { freePort } from '../../support/waiting/listen.js';
import { fencesOf } from './pages.js';

/** The issuer of docs/TOKENS.md as a process, and a server that believes it by the files of that page. */
export interface IssuedServer {
  readonly issuer: string;
  /** The issuer's key of signatures. */
  readonly key: KeyPairKeyObjectResult;
  /** URL of the graph. */
  readonly url: string;
  readonly server: RunningCommand;
  close(): Promise<void>;
}

/** What docs/TOKENS.md shows, in its order: a line of agencies.yaml, the issuers file, the code of an issuer, a client of Keycloak. */
export function tokenFences() {
  const [bound = '', issuersFile = '', code = '', keycloak = ''] = fencesOf('docs/TOKENS.md').map(({ text }) => text);
  return { bound, issuersFile, code, keycloak };
}

const stated = 'https://login.customs.example';

/**
 * Starts both.
 *
 * @param change what this test needs beside the code of the page, with the port of the server
 * @param args further arguments of the server, with the issuer
 */
export async function openIssuedServer(
  name: string,
  {
    change = (code) => code,
    args = () => [],
  }: {
    readonly change?: (code: string, port: string) => string;
    readonly args?: (issuer: string) => readonly string[];
  } = {},
): Promise<IssuedServer> {
  // Why in dist: the issuer finds its package from there.
  const folder = mkdtempSync(join(root, 'dist', 'docs-'));
  const directory = temporaryDataDirectory(name);
  const [issuer, port] = [`http://127.0.0.1:${await freePort()}`, `${await freePort()}`];
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...key.privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'k1' };
  writeFileSync(join(folder, 'signing-key.jwk'), JSON.stringify(jwk));
  writeFileSync(join(folder, 'issuer.mjs'), change(tokenFences().code, port));
  const provider = await startIssuer(folder, issuer);
  const server = await startServer(folder, issuer, ['--data', directory.path, '--port', port, ...args(issuer)]);
  const [url = ''] = /http:\S+\/graphql/.exec(server.out()) ?? [];
  const close = async (): Promise<void> => {
    provider.kill();
    await server.close();
    directory.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  return { issuer, key, url, server, close };
}

async function startIssuer(folder: string, issuer: string): Promise<ChildProcess> {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const child = spawn(process.execPath, ['issuer.mjs'], {
    cwd: folder,
    env: { ...inherited, ISSUER: issuer, COOKIE_KEY: 'a cookie key', RISK_ENGINE_SECRET: 'a secret of the engine' },
    stdio: 'ignore',
  });
  for (;;) {
    const keys = await fetch(`${issuer}/jwks`).catch(() => null);
    await keys?.arrayBuffer();
    if (child.exitCode !== null) throw new Error(`the issuer ended with ${child.exitCode}`);
    if (keys?.ok) return child;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A server that believes the issuer, by the two files that the page shows. */
async function startServer(folder: string, issuer: string, args: readonly string[]): Promise<RunningCommand> {
  const { bound, issuersFile } = tokenFences();
  const here = (text: string): string => text.replaceAll(stated, issuer);
  const policyDir = join(folder, 'policy');
  initPolicy(policyDir);
  const agencies = join(policyDir, 'agencies.yaml');
  const before = readFileSync(agencies, 'utf8');
  writeFileSync(agencies, before.replace(/(id: NL-CUSTOMS\n[\s\S]*?)(\n {2}- id:)/, `$1\n${here(bound).trimEnd()}$2`));
  writeFileSync(join(folder, 'issuers.json'), here(issuersFile));
  const files = ['--policy-dir', policyDir, '--issuers', join(folder, 'issuers.json')];
  const started = runCommand(['start', '--no-demo', ...files, ...args], patient);
  await started.until(/ready at/);
  return started;
}
