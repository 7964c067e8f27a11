import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTrustFile, type TrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { askShort } from '../../../auditlog/cosigning/shortAnswer.js';
import { witnessClient } from '../../../auditlog/cosigning/witnessClient.js';
import { type FetchFile, monitorLog, type Sighting } from '../../../auditlog/monitoring/monitorLog.js';
import { hashOfOrigin } from '../../../auditlog/witness/keptHeads.js';
import { signRequest } from '../../../gateway/identity/messageSignature.js';
import { badUserInput } from '../../../schema/errors.js';
import { makePrivateFolder, writeWholeFile } from '../../../schema/wholeFile.js';
import { type Output, print } from '../../output/printLine.js';
import { readWitnessKey, type WitnessKey } from '../../witness/witnessKey.js';
import { readText } from '../readText.js';

/** What a monitor is started with. */
export interface MonitorOptions extends Output {
  /** Trust file: the logs, each with the URL of its files, the witnesses and their quorum. */
  readonly policy?: string | undefined;
  /** In its place one log: its key, and the URL of its files. */
  readonly key?: string | undefined;
  readonly url?: string | undefined;
  /** Folder of the heads that this monitor keeps. */
  readonly state: string;
  /** File with the token that the files are read by. */
  readonly token?: string | undefined;
  /** In its place the data directory of a witness, whose key signs what is asked for. */
  readonly witness?: string | undefined;
}

const timeoutMs = 10_000;

/**
 * Looks once at each log of a trust file from outside, and keeps its head for the next time.
 *
 * @returns exit code: 0 where all is well, 1 where a log is broken, 2 where nothing is broken and not enough can be seen
 * @throws PortcullisError BAD_USER_INPUT where it is not said whom to believe, or a log has no URL
 */
export async function runAuditMonitor(options: MonitorOptions): Promise<number> {
  const { state } = options;
  const trust = readTrust(options);
  makePrivateFolder(state);
  const ways = trust.witnesses.flatMap(({ name, url }) =>
    url === null ? [] : [[name, witnessClient(url, { timeoutMs })] as const],
  );
  const logs = new Map(
    trust.logs.map(({ key: { name }, url }) => {
      // Before any log is looked at: what is found of one is not lost for want of another's URL.
      if (url === null) throw badUserInput(`The trust file states no URL of ${name}.`, 'It stands behind the key.');
      return [name, url];
    }),
  );
  const sightings: Sighting[] = [];
  for (const [origin, url] of logs) {
    const path = join(state, hashOfOrigin(origin));
    const kept = readKept(path);
    const fetchFile = fetchFilesOf(url, options);
    const sighting = await monitorLog({ origin, trust, fetchFile, witnesses: new Map(ways), kept });
    if (sighting.note !== null && sighting.note !== kept) writeWholeFile(path, sighting.note, 'replace');
    sightings.push(sighting);
  }
  print(options, { logs: sightings }, () => sightings.flatMap(describe));
  if (sightings.some(({ verdict }) => verdict === 'BROKEN')) return 1;
  return sightings.every(({ verdict }) => verdict === 'OK') && sightings.length > 0 ? 0 : 2;
}

function readTrust({ policy, key, url }: MonitorOptions): TrustFile {
  if (policy !== undefined) return parseTrustFile(readText(policy), policy);
  if (key !== undefined && url !== undefined)
    return parseTrustFile(`log ${key} ${url}\nquorum none\n`, '--key and --url');
  throw badUserInput('Whom to believe is not said.', 'Give --policy FILE, or --key and --url of one log.');
}

function fetchFilesOf(url: string, { token, witness }: Pick<MonitorOptions, 'token' | 'witness'>): FetchFile {
  const bearer: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${readFileSync(token, 'utf8').trim()}` };
  const signer = witness === undefined ? null : signerOf(readWitnessKey(witness));
  return async (path) => {
    const file = `${url}/${path}`;
    const headers = { ...bearer, ...signer?.(new URL(file)) };
    const { status, body } = await askShort(file, { headers }, { timeoutMs });
    if (status !== 200 && status !== 404) throw new Error(`it answers ${status}`);
    return status === 200 ? body : null;
  };
}

/** Signs a GET of a URL by the key of a witness. */
function signerOf({ verifierKey: { name, keyId }, privateKey }: WitnessKey) {
  return ({ host: authority, pathname: path }: URL): Record<string, string> => {
    const signer = { keyId: `${name}+${keyId}`, privateKey };
    return { ...signRequest({ method: 'GET', authority, path }, signer, Math.floor(Date.now() / 1000)) };
  };
}

function describe({ verdict, origin, size, faults }: Sighting): readonly string[] {
  const head = size === null ? 'no head' : `a head of ${size} entries`;
  return [`${verdict.padEnd(8)}  ${origin}: ${head}`, ...faults.map((fault) => `  ${fault}.`)];
}

/** The note that was kept at the last look; null at the first. */
function readKept(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
