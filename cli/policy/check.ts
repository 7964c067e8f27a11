import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeOverForeign, isForeign } from '../../policy/foreign/closeOverForeign.js';
import { assertCoversProduct, assertCoversSchema } from '../../policy/loading/closure.js';
import { validityWarnings } from '../../policy/loading/legalBasis.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { PolicyError } from '../../policy/loading/mistake.js';
import { overseerWarnings } from '../../policy/loading/overseers.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import type { Progress } from '../../policy/testing/mutations/mutations.js';
import { compareSnapshot } from '../../policy/testing/snapshot.js';
import { tryCases, tryMutations } from '../../policy/testing/testPolicy.js';
import { readWritten } from '../../policy/testing/written.js';
import { readAccess } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { type Output, print } from '../output/printLine.js';
import { testedLines, whyRed } from './tested.js';

/** Options of `portcullis policy check`. */
export interface CheckCommand extends Output {
  /** Absent: the product's own policy. */
  readonly policyDir: string | undefined;
  /** File of a supergraph with labels of its own or in `coordinates.yaml`; absent: the product's own. */
  readonly supergraph?: string | undefined;
  /** Folder of the cases; absent: `cases` of the directory. */
  readonly cases?: string | undefined;
  /** Change each word, to see whether a case notices. */
  readonly mutations?: boolean;
  /** List each cell, with how far cases decide it. */
  readonly coverage?: boolean;
  /** Where warnings go. */
  readonly warn: (line: string) => void;
  readonly progress?: Progress;
}

/**
 * Checks a policy directory against a schema, as a start does; then runs the sentences and cases beside it, and compares
 * what it decides with what was approved.
 *
 * @returns the exit code: 0 where all is well, 1 where not; mistakes are printed, each with file and line
 * @throws PortcullisError BAD_USER_INPUT for an unreadable supergraph; PolicyError for mistakes in the cases
 */
export function checkPolicy(command: CheckCommand): number {
  const supergraph = command.supergraph === undefined ? null : readSupergraph(command.supergraph);
  let policy: Policy;
  try {
    policy = readChecked(command.policyDir, supergraph);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const mistakes = error.message.split('\n');
    print(command, { version: null, mistakes, warnings: [] }, () => mistakes);
    return 1;
  }
  const tested = testOf(policy, command);
  const warnings = [
    ...validityWarnings(policy, new Date()),
    ...overseerWarnings(policy),
    ...(tested ? [] : [untested]),
  ];
  const red = tested ? whyRed(tested) : [];
  const { version, categories, agencies, operations } = policy;
  const counts = [categories, agencies, operations].map((each) => Object.keys(each).length);
  print(command, { version, mistakes: [], warnings, green: red.length === 0, ...jsonOf(tested) }, () => [
    `The policy holds: ${counts[0]} categories, ${counts[1]} agencies, ${counts[2]} joint operations; version ${version}`,
    ...(tested ? testedLines(tested, command.coverage === true) : []),
    ...(red.length === 0 ? [] : [`Red: ${red.join('; ')}.`]),
  ]);
  if (!command.json) for (const warning of warnings) command.warn(`warning: ${warning}`);
  return red.length === 0 ? 0 : 1;
}

const untested = 'nothing tests this policy: it has no cases/';

type Supergraph = ReturnType<typeof readSupergraph>;

function readChecked(policyDir: string | undefined, supergraph: Supergraph | null): Policy {
  const files = readPolicyFiles(policyDir);
  const policy = parsePolicy(files);
  const foreign = supergraph !== null && isForeign(policy, supergraph.sdl);
  if (!supergraph || foreign) assertCoversProduct(policy, files);
  if (foreign) closeOverForeign(policy, supergraph.sdl, files);
  else if (supergraph) assertCoversSchema(policy, { ...supergraph, isWhole: false }, files);
  return policy;
}

/** Runs what is written beside a policy; null where nothing is, and it was not asked for. */
function testOf(policy: Policy, { policyDir, cases, mutations = false, coverage = false, progress }: CheckCommand) {
  const isAsked = cases !== undefined || mutations || coverage;
  if (policyDir !== undefined && !isAsked && !existsSync(join(policyDir, 'cases'))) return null;
  const written = readWritten(policyDir, cases);
  const tried = tryCases(policy, written);
  return {
    tried,
    snapshot: compareSnapshot(policy, policyDir),
    mutations: mutations || coverage ? tryMutations(policy, tried, written, progress) : null,
  };
}

function jsonOf(tested: ReturnType<typeof testOf>): object {
  if (!tested) return {};
  const { sentences, decisions, failed } = tested.tried;
  const { counts: changes, survivors, stale, coverage } = tested.mutations ?? {};
  return { sentences, decisions, failed, snapshot: tested.snapshot, changes, survivors, stale, coverage };
}

function readSupergraph(name: string) {
  try {
    const sdl = readFileSync(name, 'utf8');
    return { name, sdl, access: readAccess(parseSupergraph(sdl)) };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw badUserInput(`${name} is no readable supergraph: ${why}`, { at: '--supergraph' });
  }
}
