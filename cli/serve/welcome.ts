import { story } from '../../ingest/demo/story.js';
import type { Purpose, Role } from '../../policy/types.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { explain } from '../explain.js';
import { demoSubject, mintTokens } from '../keys/mintToken.js';
import { offersSignIn } from './signIn.js';

const QUESTION = `query Trace($container: ID!) { container(id: $container) { containerId consignments(first: 1) { edges { node { id mrn estimatedArrival risk { score } consignor { name person { id name birthDate identifications { type number } seizures(first: 3) { edges { node { role seizure { id caseReference seizedAt concealment } } } } incidents(first: 3) { edges { node { role incident { id title narrative jointOperation { id name } } } } } } } } } } } }`;
const AUDIT =
  'query Looks { auditEntries(first: 2, filter: { subjectName: { eq: "demo-analyst" } }) { edges { node { index at agency subjectName purpose code withheld { path effect rule } disclosed { type id } } } } }';

/** How long to wait for tokens, ms. */
const waitMs = 60_000;

interface Asker {
  readonly heading: string;
  readonly agency: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const askers: readonly Asker[] = [
  {
    heading: 'From a container to its consignor, seizures and incidents, as an analyst of customs:',
    agency: 'NL-CUSTOMS',
    role: 'ANALYST',
    purpose: 'JOINT_OPERATION',
    query: QUESTION,
    variables: { container: story.containerId },
  },
  {
    heading: 'The same question as an agency that is entitled to less:',
    agency: 'PL-BORDER',
    role: 'ANALYST',
    purpose: 'BORDER_CHECK',
    query: QUESTION,
    variables: { container: story.containerId },
  },
  {
    heading: 'These looks in the audit log, as an auditor of the supervisory authority:',
    agency: 'EU-SUPERVISOR',
    role: 'AUDITOR',
    purpose: 'DATA_PROTECTION_AUDIT',
    query: AUDIT,
    variables: {},
  },
];

/**
 * Prints where everything is, how to stop, and example questions to paste, of the agencies in the policy.
 *
 * @param ending aborted when the server ends, and with it the wait for tokens
 */
export async function printWelcome(
  settings: Settings,
  context: CommandContext,
  url: string,
  ending: AbortSignal,
): Promise<void> {
  console.log(`\nPortcullis is ready at ${url}`);
  console.log(`  data   ${context.dataDirectory}`);
  console.log(`  stop   Ctrl+C, or kill -TERM ${process.pid}`);
  if (settings.production || settings.issuers !== undefined) return;
  // A deployment's own policy need not have the agencies of the demonstration.
  const known = askers.filter(({ agency, role }) => context.policy.agencies[agency]?.roles.includes(role));
  if (offersSignIn(settings) && known.length > 0)
    console.log(`  browse sign in as ${askers[0]?.agency} for a joint operation, and search for ${story.containerId}`);
  for (const [i, token] of (await exampleTokens(settings, context, known, ending)).entries()) {
    const asker = known[i] as Asker;
    const caseReference = context.policy.agencies[asker.agency]?.caseReference.example;
    console.log(`\n${asker.heading}\n`);
    console.log(curlLine(asker, token, caseReference, url));
  }
  console.log('\nMore: npm run demo, npx portcullis --help, README.md\n');
}

/** A token for each; none where they cannot be logged: the server goes on without examples. */
async function exampleTokens(
  settings: Settings,
  context: CommandContext,
  of: readonly Asker[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const requests = of.map(({ agency, role }) => {
    return { agency, role, subject: demoSubject(role), ttlSeconds: 8 * 3600 };
  });
  try {
    if (of.length === 0) return [];
    return await waitOut(
      () => mintTokens(settings, context, requests),
      { waitMs, onWait: () => undefined, signal },
      isOutOfReach,
    );
  } catch (error) {
    console.log(`\nNo example tokens: ${explain(error)} Later: npx portcullis token --help`);
    return [];
  }
}

/** One line that works when pasted as it is, token included. */
function curlLine(asker: Asker, token: string, caseReference: string | undefined, url: string): string {
  const { purpose, query, variables } = asker;
  return [
    `curl -s ${url}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Query-Purpose: ${purpose}'`,
    ...(purpose === 'DATA_PROTECTION_AUDIT' ? [`-H 'Case-Reference: ${caseReference}'`] : []),
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify({ query, variables })}'`,
  ].join(' ');
}
