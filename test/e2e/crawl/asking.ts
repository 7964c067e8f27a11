import { Agent } from 'node:http';
import type { Policy } from '../../../policy/policy.js';
import { pick, type Random } from '../../subgraphs/kit/compiled/randomOperation.js';
import type { Asker, DeploymentAnswer, TestDeployment } from '../../support/deployment.js';
import { post } from '../../support/load.js';

/** Asks many questions of a deployment: over kept connections, and by a token for as long as it holds. */
export interface Asking {
  ask(asker: Asker, query: string, variables: object): Promise<DeploymentAnswer>;
  close(): void;
}

/** The deployment's tokens hold for a minute. */
const tokenMs = 30_000;

export function openAsking({ url, headersOf }: Pick<TestDeployment, 'url' | 'headersOf'>): Asking {
  const agent = new Agent({ keepAlive: true });
  const known = new Map<string, { readonly headers: Record<string, string>; readonly until: number }>();
  const headersFor = async (asker: Asker): Promise<Record<string, string>> => {
    const key = JSON.stringify(asker);
    const before = known.get(key);
    if (before && before.until > Date.now()) return before.headers;
    const headers = {
      ...{ 'content-type': 'application/json', 'withheld-detail': 'cells' },
      ...(await headersOf(asker)),
    };
    known.set(key, { headers, until: Date.now() + tokenMs });
    return headers;
  };
  return {
    async ask(asker, query, variables) {
      const headers = await headersFor(asker);
      try {
        const { status, text } = await post({ url, headers, body: JSON.stringify({ query, variables }) }, agent);
        return { status, body: JSON.parse(text) };
      } catch {
        // Why no end: a machine that stood still for a while must not end a crawl of hours.
        return { status: 0, body: { errors: [{ extensions: { code: 'NO_ANSWER' } }] } };
      }
    },
    close: () => agent.destroy(),
  };
}

/** Any agency of a kind, with a role and a purpose that go together. */
export function randomAsker(policy: Policy, random: Random, kind: string): Asker {
  const all = Object.values(policy.agencies)
    .filter((agency) => agency.kind === kind)
    .flatMap(({ id, roles, purposes, caseReference: { example } }) =>
      roles
        .filter((role) => role !== 'SYSTEM_CLIENT')
        .flatMap((role) =>
          purposes
            .filter((purpose) => policy.roles[role].purposes.includes(purpose))
            .map((purpose) => ({ agency: id, role, purpose, caseReference: example, justification: 'A crawl' })),
        ),
    );
  return pick(random, all);
}
