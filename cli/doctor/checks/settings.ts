import { assertConsoleIssuer } from '../../../gateway/console/trust.js';
import { isLoopback } from '../../../gateway/identity/loopback.js';
import { revocationsOf } from '../../../gateway/identity/revocation.js';
import { assertTrust } from '../../../gateway/identity/trust.js';
import { validityWarnings } from '../../../policy/loading/legalBasis.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import { readPackageFile } from '../../../schema/files.js';
import type { Settings } from '../../config.js';
import type { Check } from '../check.js';
import { type Finding, failed, fault, fine, warning } from '../finding.js';

/** Settings that contradict each other, the policy, and the version of Node.js. */
export const settings: Check = {
  name: 'settings',
  look: async ({ settings: given, now }) => {
    const found = [
      ...node(process.versions.node),
      ...refusals(given),
      ...contradictions(given),
      ...policy(given, now),
      ...(await revocations(given)),
    ];
    return found.length === 0 ? [fine('settings', 'They fit together, and the policy can be read.')] : found;
  },
};

/** @param version e.g. `20.19.0` */
export function node(version: string): readonly Finding[] {
  const { engines } = JSON.parse(readPackageFile('package.json')) as { readonly engines: { readonly node: string } };
  const least = engines.node.replace('>=', '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return [];
  return [fault('Node.js', `${version} is too old.`, `Install Node.js ${least} or newer.`)];
}

/** What a start would refuse. */
function refusals(given: Settings): readonly Finding[] {
  return [() => assertTrust(given), () => assertConsoleIssuer(given)].flatMap((assert) => {
    try {
      assert();
      return [];
    } catch (error) {
      return [failed('settings', error, 'Nothing starts before that: docs/SETTINGS.md.')];
    }
  });
}

/** What a start takes, and nobody can have meant. */
function contradictions(given: Settings): readonly Finding[] {
  const { tlsCert, tlsKey, clientCa, deadlineMs, sourceTimeoutMs, logTimeoutMs, host, production } = given;
  const isEncrypted = tlsCert !== undefined && tlsKey !== undefined;
  const found: Finding[] = [];
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    found.push(fault('--tls-cert, --tls-key', 'One of them alone: the listener has no TLS.', 'Give both, or neither.'));
  if (clientCa !== undefined && !isEncrypted)
    found.push(
      fault('--client-ca', 'Without TLS nobody is asked for a certificate.', 'Give --tls-cert and --tls-key.'),
    );
  const late = Object.entries({ '--source-timeout-ms': sourceTimeoutMs, '--log-timeout-ms': logTimeoutMs });
  for (const [flag, limit] of late)
    if (limit > deadlineMs)
      found.push(
        warning(flag, `It is ${limit}, more than a request may take.`, `Give at most --deadline-ms (${deadlineMs}).`),
      );
  if (!isLoopback(host) && !production)
    found.push(
      warning(
        'NODE_ENV',
        `It serves at ${host}, and not as production.`,
        'Set NODE_ENV=production: strong logins are refused.',
      ),
    );
  return found;
}

function policy({ policyDir }: Settings, now: number): readonly Finding[] {
  const place = policyDir ?? "the product's policy";
  try {
    return validityWarnings(parsePolicy(readPolicyFiles(policyDir)), new Date(now)).map((line) =>
      warning(place, `${line}.`, 'Have its owner renew it in the policy directory, then kill -HUP.'),
    );
  } catch (error) {
    return [failed(place, error, 'portcullis policy check')];
  }
}

async function revocations(given: Settings): Promise<readonly Finding[]> {
  try {
    await revocationsOf(given).has('');
    return [];
  } catch {
    return [
      fault(
        given.revocations ?? '--revocations',
        'It cannot be read: nobody is let in.',
        'Put the file in its place, readable by the user that serves.',
      ),
    ];
  }
}
