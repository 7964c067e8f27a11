import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isLoopback } from '../../../gateway/identity/loopback.js';
import type { Settings } from '../../config.js';
import type { Check, Examined } from '../check.js';
import { type Finding, fault, fine, warning } from '../finding.js';

/** What `/readyz` of the server of these settings says. */
export const serving: Check = {
  name: 'serving',
  look: async (of) => {
    const { settings } = of;
    const place = addressOf(settings);
    if (place === null) return [];
    const answer = await ask(place, of.limitMs);
    if (answer === null)
      return [warning(place, 'Nothing answers there.', 'Start it, or give the --host and --port that it serves at.')];
    return [judged(place, answer)];
  },
};

/** Null where only a proxy elsewhere may ask, or the port is not known. */
function addressOf({ host, port, tlsCert, tlsKey, behindProxy }: Settings): string | null {
  if (port === 0 || (behindProxy !== undefined && !isLoopback(behindProxy))) return null;
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const scheme = tlsCert !== undefined && tlsKey !== undefined ? 'https' : 'http';
  return `${scheme}://${near.includes(':') ? `[${near}]` : near}:${port}/readyz`;
}

interface Probe {
  readonly status?: unknown;
  readonly checks?: Readonly<Record<string, string>>;
}

function ask(url: string, timeout: Examined['limitMs']): Promise<Probe | null> {
  return new Promise((resolve) => {
    const isTls = url.startsWith('https:');
    // Its certificate is another check's; this one learns whether it is ready.
    const options = { timeout, agent: false as const, ...(isTls ? { rejectUnauthorized: false } : {}) };
    const request = (isTls ? overHttps : overHttp)(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text = (text + part).slice(0, 10_000);
      });
      response.on('end', () => resolve(parsed(text)));
    });
    request.on('timeout', () => request.destroy(new Error('late')));
    request.on('error', () => resolve(null));
    request.end();
  });
}

function parsed(text: string): Probe {
  try {
    return JSON.parse(text) as Probe;
  } catch {
    return {};
  }
}

function judged(place: string, { status, checks = {} }: Probe): Finding {
  if (status === 'ok') return fine(place, 'It is ready.');
  const names = Object.keys(checks).filter((name) => /^[a-z]{1,20}$/.test(name) && checks[name] !== 'ok');
  const why = names.length === 0 ? '' : `: ${names.join(', ')}`;
  if (status === 'degraded')
    return warning(
      place,
      `It answers with something missing${why}.`,
      'docs/operations/watching.md says what each means.',
    );
  return fault(place, `It is not ready${why}.`, "See the server's log, and docs/operations/watching.md.");
}
