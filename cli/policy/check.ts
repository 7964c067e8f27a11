import { readFileSync } from 'node:fs';
import { closeOverForeign, isForeign } from '../../policy/foreign/closeOverForeign.js';
import { closeOver, closeOverProduct } from '../../policy/loading/closure.js';
import { validityWarnings } from '../../policy/loading/footing.js';
import { parsePolicy } from '../../policy/loading/load.js';
import { PolicyError } from '../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { readAccess } from '../../schema/access.js';
import { badUserInput } from '../../schema/errors.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { type Output, print } from '../printLine.js';

/** What is to be checked. */
export interface CheckCommand extends Output {
  /** Absent: the product's own policy. */
  readonly policyDir: string | undefined;
  /** File of a supergraph, labelled itself or by `coordinates.yaml`; absent: the product's own. */
  readonly supergraph: string | undefined;
  /** Where warnings go. */
  readonly warn: (line: string) => void;
}

/**
 * Checks a policy directory whole, and closes it over a schema, as a start does.
 *
 * @returns the exit code: 0 where it could be started with, 1 where not; the mistakes are printed, each with file and line
 * @throws PortcullisError BAD_USER_INPUT for a supergraph that cannot be read
 */
export function checkPolicy(command: CheckCommand): number {
  const sdl = command.supergraph === undefined ? null : readSupergraph(command.supergraph);
  try {
    const files = readPolicyFiles(command.policyDir);
    const policy = parsePolicy(files);
    const foreign = sdl !== null && isForeign(policy, sdl.sdl);
    if (!sdl || foreign) closeOverProduct(policy, files);
    if (foreign) closeOverForeign(policy, sdl.sdl, files);
    else if (sdl) closeOver(policy, { name: command.supergraph ?? '', ...sdl, isWhole: false }, files);
    const warnings = validityWarnings(policy, new Date());
    const { version, categories, agencies, operations } = policy;
    const counts = [categories, agencies, operations].map((each) => Object.keys(each).length);
    print(command, { version, mistakes: [], warnings }, () => [
      `The policy holds: ${counts[0]} categories, ${counts[1]} agencies, ${counts[2]} joint operations; version ${version}`,
    ]);
    if (!command.json) for (const warning of warnings) command.warn(`warning: ${warning}`);
    return 0;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const mistakes = error.message.split('\n');
    print(command, { version: null, mistakes, warnings: [] }, () => mistakes);
    return 1;
  }
}

function readSupergraph(path: string) {
  try {
    const sdl = readFileSync(path, 'utf8');
    return { sdl, access: readAccess(parseSupergraph(sdl)) };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw badUserInput(`${path} is no supergraph that can be read: ${why}`, { at: '--supergraph' });
  }
}
